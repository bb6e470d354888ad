/** Sums of shares meet a share only up to rounding. */
const EPSILON = 1e-9

/**
 * The lower weighted quantile: the first item at which the weights before and with it reach the share of the total.
 * Always one of the items, so rates stay whole base units.
 * @param sorted ascending by what is ranked; weights of 0 are passed over
 * @param share 0…1
 * @returns index into `sorted`, or -1 when nothing has weight
 * @example weightedQuantile([{ weight: 1 }, { weight: 3 }], 0.5) // 1
 */
export function weightedQuantile(sorted: readonly { readonly weight: number }[], share: number): number {
  let total = 0
  for (const { weight } of sorted) total += weight
  if (total <= 0) return -1
  const wanted = total * (share - EPSILON)
  let sum = 0
  let last = -1
  for (let at = 0; at < sorted.length; at++) {
    const { weight } = sorted[at] as { weight: number }
    if (weight <= 0) continue
    sum += weight
    last = at
    if (sum >= wanted) return at
  }
  return last
}
