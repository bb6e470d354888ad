import { ownerWeights, type PriceFact, type PriceOwner, priceOwnersOf } from './priceOwners.js'
import { weightedQuantile } from './weightedQuantile.js'

/** Three prices of one index, base units per unit of usage; never out of order. */
export interface PriceLevels {
  p10: bigint
  median: bigint
  p90: bigint
}

export interface PriceIndexValue extends PriceLevels {
  /** Providers behind it. */
  providers: number
  /** Fewer than 5 providers: take it as a hint. */
  thin: boolean
}

/** A price with fewer providers behind it is called thin. */
export const THIN_BELOW = 5
/** Rates further from the median than so many (normal) standard deviations of the logarithm are clipped… */
const CLIP_DEVIATIONS = 3
/** …but never ones within this factor, so that a market where most ask the same keeps its edges. */
const CLIP_FACTOR = 2
/** Median absolute deviation of a normal distribution, in standard deviations. */
const MAD_TO_SIGMA = 1.4826
/** Providers that are left out one by one; each of the others weighs less than 1 / this. */
const LEFT_OUT = 200

/**
 * The index of a window: p10, median and p90 over *providers*, weighted by what they offered and sold, each at most 20 %.
 *
 * One provider can't move it. Besides the cap and the clipping of outliers, the published levels follow the market only as far as it
 * moves with any single provider left out: each level is the previous one, clamped into the range between the index as it is and as it
 * would be without one provider or another. So whatever one provider does (asks, volume, coming, going), a level never moves away from what everybody
 * else's facts alone say, nor past it.
 *
 * @param facts of the window, self-dealing already left out
 * @param previous levels published before; null for the first
 * @returns null when there is no fact
 * @throws NotRetryableError `BAD_PRICE_FACT`
 * @example priceIndexOf([{ owner: 'a', kind: 'ASK', rate: 10n, weight: 60 }], null) // { p10: 10n, median: 10n, p90: 10n, providers: 1, thin: true }
 */
export function priceIndexOf(facts: readonly PriceFact[], previous: PriceLevels | null): PriceIndexValue | null {
  const owners = priceOwnersOf(facts)
  const whole = levelsOf(owners)
  if (!whole) return null
  const without = leftOut(owners).flatMap((index) => levelsOf(owners.toSpliced(index, 1)) ?? [])
  const level = (name: keyof PriceLevels): bigint => {
    // The whole belongs to the range: it is what is left when the one to leave out is not there.
    const range = [whole, ...without].map((levels) => levels[name]).sort((a, b) => (a < b ? -1 : 1))
    return clamp(previous?.[name] ?? whole[name], range[0] as bigint, range.at(-1) as bigint)
  }
  return {
    p10: level('p10'),
    median: level('median'),
    p90: level('p90'),
    providers: owners.length,
    thin: owners.length < THIN_BELOW,
  }
}

/** Levels of some owners as they are, without a memory. */
function levelsOf(owners: readonly PriceOwner[]): PriceLevels | null {
  const weights = ownerWeights(owners)
  const sorted = owners.map(({ rate }, index) => ({ rate, weight: weights[index] as number }))
  const median = sorted[weightedQuantile(sorted, 0.5)]?.rate
  if (median === undefined) return null
  const { low, high } = clipRange(sorted, median)
  const at = (share: number): bigint =>
    clamp((sorted[weightedQuantile(sorted, share)] as { rate: bigint }).rate, low, high)
  return { p10: at(0.1), median, p90: at(0.9) }
}

/** Where outliers are clipped to: median × and ÷ three robust standard deviations, on a logarithmic scale. */
function clipRange(sorted: readonly { rate: bigint; weight: number }[], median: bigint): { low: bigint; high: bigint } {
  const centre = Math.log(Number(median))
  const deviations = sorted
    .map(({ rate, weight }) => ({ away: Math.abs(Math.log(Number(rate)) - centre), weight }))
    .sort((a, b) => a.away - b.away)
  const mad = deviations[weightedQuantile(deviations, 0.5)]?.away ?? 0
  const factor = Math.exp(Math.max(CLIP_DEVIATIONS * MAD_TO_SIGMA * mad, Math.log(CLIP_FACTOR)))
  return { low: scale(median, 1 / factor), high: scale(median, factor) }
}

/** A rate times a factor, down to a whole base unit and at least one. */
function scale(rate: bigint, factor: number): bigint {
  const SCALE = 1_000_000_000
  const scaled = (rate * BigInt(Math.round(Math.min(factor, 1e6) * SCALE))) / BigInt(SCALE)
  return scaled > 0n ? scaled : 1n
}

/** Positions of the owners to leave out: all of them, or of very many the heaviest. */
function leftOut(owners: readonly PriceOwner[]): number[] {
  if (owners.length <= LEFT_OUT) return owners.map((_, index) => index)
  const weights = ownerWeights(owners)
  return weights
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .slice(0, LEFT_OUT)
    .map(({ index }) => index)
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value
}
