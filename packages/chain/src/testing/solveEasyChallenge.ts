import { type PowWords, powHash } from './powHash.js'

/** A challenge of `PowVerifier`, with the wallet that answers. */
export interface EasyChallenge extends PowWords {
  /** A hash solves below it. Each nonce takes 2^256 / target hashes on average, in the caller's thread. */
  readonly target: bigint
  /** Nonces of an answer. */
  readonly nonceCount: number
}

/** The least nonce of each index that solves, in the order of the answer. It does not end when the target is 0. */
export function solveEasyChallenge({ target, nonceCount, ...words }: EasyChallenge): bigint[] {
  return Array.from({ length: nonceCount }, (_, index) => {
    for (let nonce = 0n; ; nonce++) {
      if (powHash(words, index, nonce) < target) return nonce
    }
  })
}
