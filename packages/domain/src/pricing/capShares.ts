/**
 * Caps everybody's part of the whole: no weight is more than `share` of the sum of the returned weights, and whoever is below the cap
 * keeps theirs. With too few for that (fewer than 1 / share) all weigh the same.
 * @param weights 0 or more
 * @param share 0…1
 * @example capShares([100, 1, 1, 1, 1, 1], 0.2) // [1.25, 1, 1, 1, 1, 1]
 */
export function capShares(weights: readonly number[], share: number): number[] {
  const positive = weights.filter((weight) => weight > 0)
  if (positive.length * share <= 1 + 1e-12) return weights.map((weight) => (weight > 0 ? 1 : 0))
  // The cap c solves c = share × (count of capped × c + the others' sum); lowering it can only cap more, so this ends.
  let cap = Number.POSITIVE_INFINITY
  for (let capped = -1; ; ) {
    const below = positive.filter((weight) => weight <= cap)
    const above = positive.length - below.length
    if (above <= capped || above * share >= 1) return weights.map((weight) => Math.min(weight, cap))
    capped = above
    cap = (share * below.reduce((sum, weight) => sum + weight, 0)) / (1 - share * capped)
  }
}
