import type { IHasher } from 'hash-wasm'
import { challengeWords, NONCE_OFFSET, type PowPuzzle, wordOf } from './challengeWords.js'

export interface NonceSearch {
  /** First nonce to try. */
  readonly from: bigint
  /** How many nonces to try at most. */
  readonly count: number
}

/** Whether a hash, as a big-endian number, is below the target. */
function isBelow(hash: Uint8Array, target: Uint8Array): boolean {
  for (let at = 0; at < 32; at++) {
    const difference = (hash[at] as number) - (target[at] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}

/**
 * Looks for a nonce that solves one index of a challenge.
 * @param keccak hash-wasm's keccak256: making one costs more than a thousand hashes, so the caller keeps it.
 * @returns the nonce, or null when none of the tried ones solves.
 */
export function solveNonce(keccak: IHasher, puzzle: PowPuzzle, index: number, search: NonceSearch): bigint | null {
  const words = challengeWords(puzzle, index)
  const target = wordOf(puzzle.target)
  words.set(wordOf(search.from), NONCE_OFFSET)
  // The low 6 bytes count in plain numbers; a search never gets far enough to need more.
  const view = new DataView(words.buffer, words.byteOffset)
  const base = search.from & ~0xffff_ffff_ffffn
  let low = Number(search.from & 0xffff_ffff_ffffn)
  for (let tried = 0; tried < search.count; tried++, low++) {
    view.setUint16(154, Math.floor(low / 0x1_0000_0000))
    view.setUint32(156, low >>> 0)
    if (isBelow(keccak.init().update(words).digest('binary'), target)) return base + BigInt(low)
  }
  return null
}
