import type { PriceLevels } from './priceIndex.js'

/** Suggested asks. Base units per million units of usage. */
export interface AskSuggestion {
  /** Sells soon. */
  low: bigint
  suggested: bigint
  /** For providers that can wait. */
  high: bigint
}

/**
 * Follows demand: half-way between p10 and the median when nothing of what is offered is sold, the median when half is,
 * half-way between the median and p90 when all is; straight in between, rounded down. What the asking provider itself
 * asks has no part in it (see `priceIndexOf`).
 * @param soldShare share of the offered capacity that was sold lately, 0…1; null: not known, which suggests the median
 * @example suggestAsk({ p10: 100n, median: 200n, p90: 400n }, 1) // { low: 100n, suggested: 300n, high: 400n }
 */
export function suggestAsk({ p10, median, p90 }: PriceLevels, soldShare: number | null): AskSuggestion {
  const demand = Math.min(1, Math.max(0, soldShare ?? 0.5))
  const SCALE = 1_000_000n
  // From −1 (idle) over 0 to 1 (sold out), in millionths.
  const pull = BigInt(Math.round((demand - 0.5) * 2 * Number(SCALE)))
  const room = pull < 0n ? median - p10 : p90 - median
  const suggested = (2n * SCALE * median + pull * room) / (2n * SCALE)
  return { low: p10, suggested, high: p90 }
}
