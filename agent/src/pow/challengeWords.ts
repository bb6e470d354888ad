import type { Hex } from 'viem'

export interface PowPuzzle {
  readonly seed: Hex
  /** bytes8 */
  readonly nodeId: Hex
  readonly provider: Hex
  /** A nonce solves when the hash as a number is below it. */
  readonly target: bigint
}

/** Bytes of `abi.encode(seed, nodeId, provider, i, nonce)`: five words. */
export const WORDS_BYTES = 160
/** Where the nonce's word begins. */
export const NONCE_OFFSET = 128

/** A number as a 32-byte big-endian word. */
export function wordOf(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
}

/**
 * The text that is hashed for solution `index`, with nonce 0. `nodeId` fills its word from the left, `provider` from
 * the right.
 */
export function challengeWords(puzzle: PowPuzzle, index: number): Uint8Array {
  const words = new Uint8Array(WORDS_BYTES)
  words.set(Buffer.from(puzzle.seed.slice(2), 'hex'), 0)
  words.set(Buffer.from(puzzle.nodeId.slice(2), 'hex'), 32)
  words.set(Buffer.from(puzzle.provider.slice(2), 'hex'), 64 + 12)
  words.set(wordOf(BigInt(index)), 96)
  return words
}
