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

/** Hashes between two looks at the solutions of the other threads. So many take milliseconds. */
export const STEP = 4_096

/**
 * One thread's part of a challenge. All threads search the nonce of the same index until one of them finds it. The
 * time for all nonces then depends on the power of the whole machine. Threads with indices of their own would wait for
 * the unluckiest thread.
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
