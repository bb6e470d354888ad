/** The contract's hardest challenge: 2^48 expected hashes a nonce. */
const MAX_HASHES_PER_NONCE = 1n << 48n

export interface PowTargetInput {
  /** Hashes per second that the node showed last; 0 when it hasn't yet. */
  readonly hashesPerSecond: bigint
  readonly nonces: number
  /** How long a node of this power should take. */
  readonly solveSeconds: number
  /** Expected hashes of a nonce are at least 2 to this power. */
  readonly difficultyBits: number
}

/**
 * The number below which a hash solves: one in as many as keep the node busy for the wanted time, so that the time says
 * something about its power (a time of a few seconds would be lost between two blocks).
 * @example powTarget({ hashesPerSecond: 0n, nonces: 64, solveSeconds: 240, difficultyBits: 16 }) // 2n ** 240n
 */
export function powTarget({ hashesPerSecond, nonces, solveSeconds, difficultyBits }: PowTargetInput): bigint {
  const wanted = (hashesPerSecond * BigInt(solveSeconds)) / BigInt(nonces)
  const least = 1n << BigInt(difficultyBits)
  const hashes = wanted > least ? wanted : least
  return (1n << 256n) / (hashes < MAX_HASHES_PER_NONCE ? hashes : MAX_HASHES_PER_NONCE)
}
