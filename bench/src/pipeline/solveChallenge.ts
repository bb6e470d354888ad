import type { PowChallenge } from '@aiigo/sdk'
import { type Address, encodeAbiParameters, keccak256 } from 'viem'

const WORDS = [
  { type: 'bytes32' },
  { type: 'bytes8' },
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
] as const

/** Nonces of a challenge that is easy: each takes a few hashes. */
export function solveChallenge({ seed, nodeId, target, nonceCount }: PowChallenge, provider: Address): bigint[] {
  return Array.from({ length: nonceCount }, (_, index) => {
    for (let nonce = 0n; ; nonce++) {
      const words = encodeAbiParameters(WORDS, [seed, nodeId, provider, BigInt(index), nonce])
      if (BigInt(keccak256(words)) < target) return nonce
    }
  })
}
