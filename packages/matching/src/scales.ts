/**
 * The published scales of the score's terms. They are absolute: a node's term never depends on who else is there, so the same node
 * has the same score for the same request, and "exact" is defined. Fixed point, rounded down; ONE is 1.
 */
export const ONE = 1_000_000

/** At or above it the latency term is 0; at 0 ms it is ONE. */
export const LATENCY_ZERO_MS = 300
/** At or below it the uptime term is 0; at 10 000 bps it is ONE. */
export const UPTIME_ZERO_BPS = 9_000
/** log2 of hashes per second where the verified-power term is 0, and where it is ONE. */
export const POWER_ZERO_LOG2 = 10
export const POWER_ONE_LOG2 = 40

const clamp = (value: number): number => Math.min(ONE, Math.max(0, value))

/**
 * Share of the highest accepted rate that is saved: ONE for a free node, 0 at the limit.
 * @example priceTerm(25n, 100n) // 750_000
 */
export function priceTerm(rate: bigint, maxRate: bigint): number {
  if (maxRate === 0n) return rate === 0n ? ONE : 0
  return clamp(Number((BigInt(ONE) * (maxRate - rate)) / maxRate))
}

/** @example reputationTerm(5_000) // 500_000 */
export function reputationTerm(reputation: number): number {
  return clamp(Math.floor((ONE * reputation) / 10_000))
}

/** @example latencyTerm(75) // 750_000 */
export function latencyTerm(ms: number): number {
  return clamp(Math.floor((ONE * (LATENCY_ZERO_MS - ms)) / LATENCY_ZERO_MS))
}

/** @example uptimeTerm(9_500) // 500_000 */
export function uptimeTerm(uptimeBps: number): number {
  return clamp(Math.floor((ONE * (uptimeBps - UPTIME_ZERO_BPS)) / (10_000 - UPTIME_ZERO_BPS)))
}

/**
 * Verified power on a doubling scale, straight between powers of two (so that it needs integers only).
 * @example verifiedPowerTerm(2n ** 25n) // 500_000
 */
export function verifiedPowerTerm(hashesPerSecond: bigint): number {
  if (hashesPerSecond <= 0n) return 0
  const exponent = hashesPerSecond.toString(2).length - 1
  const fraction = Number(((hashesPerSecond - (1n << BigInt(exponent))) * BigInt(ONE)) >> BigInt(exponent))
  return clamp(Math.floor(((exponent - POWER_ZERO_LOG2) * ONE + fraction) / (POWER_ONE_LOG2 - POWER_ZERO_LOG2)))
}
