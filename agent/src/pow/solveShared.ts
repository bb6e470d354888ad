import type { IHasher } from 'hash-wasm'
import type { PowPuzzle } from './challengeWords.js'
import { solveNonce } from './solveNonce.js'

export interface SharedSearch {
  readonly puzzle: PowPuzzle
  readonly nonceCount: number
  /** This thread's number: its nonces differ from every other thread's. */
  readonly thread: number
  /** One element, shared by all threads: the index that is being solved. */
  readonly current: Int32Array
}

export interface Solution {
  readonly index: number
  readonly nonce: bigint
}

/** Hashes between two looks at what the other threads found: milliseconds. */
export const STEP = 4_096

/**
 * One thread's part of a challenge. All threads work at the same index until one of them solves it, so that the time to
 * solve all of them is what the whole machine's power makes it; threads with indices of their own would wait for the
 * unluckiest.
 */
export function solveShared(keccak: IHasher, search: SharedSearch, found: (solution: Solution) => void): void {
  const { puzzle, nonceCount, thread, current } = search
  for (let index = Atomics.load(current, 0); index < nonceCount; index = Atomics.load(current, 0)) {
    let from = BigInt(thread) << 48n
    while (Atomics.load(current, 0) === index) {
      const nonce = solveNonce(keccak, puzzle, index, { from, count: STEP })
      from += BigInt(STEP)
      // Only the first one's solution counts; the others drop theirs.
      if (nonce !== null && Atomics.compareExchange(current, 0, index, index + 1) === index) found({ index, nonce })
    }
  }
}
