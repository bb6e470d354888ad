/** An ask of more than so many times the median is nobody's price. */
export const OUTLIER_FACTOR = 10n

/**
 * The highest rate at which nodes are really hired: asks of more than ten times the median are left out, because one
 * absurd ask costs nothing.
 * @param rates base units per million units of usage, in any order
 * @returns null without any rate above 0
 * @example goingRate([1_000n, 3_000n, 10n ** 30n]) // 3_000n
 */
export function goingRate(rates: readonly bigint[]): bigint | null {
  const sorted = rates.filter((rate) => rate > 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const median = sorted[Math.floor((sorted.length - 1) / 2)]
  if (median === undefined) return null
  return sorted.findLast((rate) => rate <= median * OUTLIER_FACTOR) ?? null
}
