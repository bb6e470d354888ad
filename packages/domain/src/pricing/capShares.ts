/**
 * Caps every part of the whole, in place: no weight is more than `share` of the sum of the resulting weights, and
 * weights below the cap stay unchanged. With too few weights for that (fewer than 1 / share) all weigh the same.
 * @param weights 0 or more
 * @param share 0…1
 * @example capShares(Float64Array.of(100, 1, 1, 1, 1, 1), 0.2) // 1.25, 1, 1, 1, 1, 1
 */
export function capShares(weights: Float64Array, share: number): Float64Array {
  let positive = 0
  for (const weight of weights) if (weight > 0) positive++
  if (positive * share <= 1 + 1e-12) {
    for (let i = 0; i < weights.length; i++) if ((weights[i] as number) > 0) weights[i] = 1
    return weights
  }
  // The cap c solves c = share × (count of capped × c + the others' sum); lowering it can only cap more, so this ends.
  let cap = Number.POSITIVE_INFINITY
  for (let capped = -1; ; ) {
    let above = 0
    let below = 0
    for (const weight of weights) {
      if (weight > cap) above++
      else below += weight
    }
    if (above <= capped || above * share >= 1) break
    capped = above
    cap = (share * below) / (1 - share * capped)
  }
  for (let i = 0; i < weights.length; i++) if ((weights[i] as number) > cap) weights[i] = cap
  return weights
}
