/** A benchmark counts in full until it is so old, and not at all from then on. Days. */
export const BENCHMARK_FULL_DAYS = 14
export const BENCHMARK_STALE_DAYS = 45

const ALL_BPS = 10_000

/**
 * The share with which a benchmark counts: in full for 14 days, then less every day, nothing from the 45th on.
 * @param days its age; begun days do not count
 * @returns basis points
 * @example benchmarkWeightBps(29.5) // 5_161
 */
export function benchmarkWeightBps(days: number): number {
  const left = BENCHMARK_STALE_DAYS - Math.max(BENCHMARK_FULL_DAYS, Math.floor(days))
  return Math.max(0, Math.floor((left * ALL_BPS) / (BENCHMARK_STALE_DAYS - BENCHMARK_FULL_DAYS)))
}

/** Facts about a node's power. */
export interface PowerFacts {
  /** Rate of the last passed proof of work; 0 without one. */
  readonly hashesPerSecond: bigint
  /** Figure of the processor in the last checked benchmark, as hashes a second; null without one. */
  readonly benchmarkHashesPerSecond?: bigint | null | undefined
  /** See `benchmarkWeightBps`. */
  readonly benchmarkWeightBps?: number | undefined
}

/**
 * A node's verified power: the rate of its proofs of work, drawn towards its benchmark by the benchmark's weight. It is
 * never above the larger of the two, and that of a node without a benchmark is the rate alone.
 * @returns hashes a second, rounded down
 * @example verifiedPowerOf({ hashesPerSecond: 9n, benchmarkHashesPerSecond: 5n, benchmarkWeightBps: 5_000 }) // 7n
 */
export function verifiedPowerOf(facts: PowerFacts): bigint {
  const { hashesPerSecond, benchmarkHashesPerSecond = null, benchmarkWeightBps: weight = 0 } = facts
  if (benchmarkHashesPerSecond === null) return hashesPerSecond
  const share = BigInt(Math.min(ALL_BPS, Math.max(0, weight)))
  const all = BigInt(ALL_BPS)
  return (hashesPerSecond * (all - share) + benchmarkHashesPerSecond * share) / all
}
