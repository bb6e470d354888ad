import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem'

/** The words of a proof of work that are the same for all its nonces. */
export interface PowWords {
  /** 32 bytes. */
  readonly seed: Hex
  /** 8 bytes. */
  readonly nodeId: Hex
  readonly provider: Address
}

const WORDS = [
  { type: 'bytes32' },
  { type: 'bytes8' },
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
] as const

/**
 * The hash of a nonce as `PowVerifier` computes it, as a number; below the challenge's target it solves.
 * @param index Of the nonce in the answer, from 0.
 */
export function powHash({ seed, nodeId, provider }: PowWords, index: number, nonce: bigint): bigint {
  return BigInt(keccak256(encodeAbiParameters(WORDS, [seed, nodeId, provider, BigInt(index), nonce])))
}
