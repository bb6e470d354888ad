/**
 * The published scales of the score's terms. They are absolute: a node's term never depends on who else is there, so
 * the same node has the same score for the same request, and "exact" is defined. Terms are whole points, rounded down;
 * POINTS is 1. With 30 000 of them a reputation point is 3, a basis point of uptime 30, a millisecond 100 and a
 * doubling of power 1 000 points, all whole, and term × weight fits the 16-bit multiplications of the index.
 */
export const POINTS = 30_000

/** 1 in the fixed point of answers. */
export const ONE = 1_000_000

/** At or above it the latency term is 0; at 0 ms it is 1. */
export const LATENCY_ZERO_MS = 300
/** At or below it the uptime term is 0; at 10 000 bps it is 1. */
export const UPTIME_ZERO_BPS = 9_000
/** log2 of hashes per second where the verified-power term is 0, and where it is 1. */
export const POWER_ZERO_LOG2 = 10
export const POWER_ONE_LOG2 = 40

const POINTS_PER_DOUBLING = POINTS / (POWER_ONE_LOG2 - POWER_ZERO_LOG2)

const clamp = (value: number): number => Math.min(POINTS, Math.max(0, value))

/**
 * Share of the scale (the highest accepted rate) that is saved: POINTS for a free node, 0 at the limit. Rates count
 * with 24 significant bits: the term is defined by single-precision operations in this order, which SQL (`real`),
 * WebAssembly (`f32`) and `Math.fround` share.
 * @example priceTerm(25n, 100n) // 22_500
 */
export function priceTerm(rate: bigint, scale: bigint): number {
  if (scale === 0n) return 0
  const perUnit = Math.fround(POINTS / Math.fround(Number(scale)))
  return clamp(Math.trunc(Math.fround(POINTS - Math.fround(Math.fround(Number(rate)) * perUnit))))
}

/** @example reputationTerm(5_000) // 15_000 */
export function reputationTerm(reputation: number): number {
  return clamp((POINTS / 10_000) * reputation)
}

/** @example latencyTerm(75) // 22_500 */
export function latencyTerm(ms: number): number {
  return clamp((POINTS / LATENCY_ZERO_MS) * (LATENCY_ZERO_MS - ms))
}

/** @example uptimeTerm(9_500) // 15_000 */
export function uptimeTerm(uptimeBps: number): number {
  return clamp((POINTS / (10_000 - UPTIME_ZERO_BPS)) * (uptimeBps - UPTIME_ZERO_BPS))
}

/** Looked up: raising a number to a power takes longer than all the rest. */
const POWERS_OF_TWO = Float64Array.from({ length: 64 }, (_, exponent) => 2 ** exponent)

/**
 * Verified power on a doubling scale, straight between powers of two (so that it needs integers only).
 * @example verifiedPowerTerm(2n ** 25n) // 15_000
 */
export function verifiedPowerTerm(hashesPerSecond: bigint): number {
  // Exact below 2^53, which is beyond the scale.
  const hashes = Number(hashesPerSecond)
  if (hashes < 1) return 0
  if (hashes >= 2 ** POWER_ONE_LOG2) return POINTS
  const high = Math.floor(hashes / 2 ** 20)
  const exponent = high > 0 ? 51 - Math.clz32(high) : 31 - Math.clz32(hashes)
  const below = POWERS_OF_TWO[exponent] as number
  const fraction = Math.floor(((hashes - below) * POINTS_PER_DOUBLING) / below)
  return clamp((exponent - POWER_ZERO_LOG2) * POINTS_PER_DOUBLING + fraction)
}
