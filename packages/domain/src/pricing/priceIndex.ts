import { ownerWeights, type PriceFact, type PriceOwners, priceOwnersOf } from './priceOwners.js'

/** Three prices of one index, base units per million units of usage; never out of order. */
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
/** Up to so many providers are all left out one by one… */
const ALL_LEFT_OUT = 200
/** …of more only the heaviest: each of the others weighs less than 1 / this. */
const HEAVIEST_LEFT_OUT = 32

/**
 * The index of a window: p10, median and p90 over *providers*, weighted by what they offered and sold, each at most 20
 * %.
 *
 * One provider can't move it. Besides the cap and the clipping of outliers, the published levels follow the market only
 * as far as it moves with any single provider left out: each level is the previous one, clamped into the range between
 * the index as it is and as it would be without one provider or another. So no action of one provider (asks, volume,
 * coming, going) moves a level away from the level of all others' facts, or past it.
 *
 * @param facts of the window, self-dealing already left out
 * @param previous levels published before; null for the first
 * @returns null when there is no fact
 * @throws NotRetryableError `BAD_PRICE_FACT`
 * @example priceIndexOf([{ owner: 'a', kind: 'ASK', rate: 10n, weight: 60 }], null) // { p10: 10n, median: 10n, p90:
 * 10n, providers: 1, thin: true }
 */
export function priceIndexOf(facts: readonly PriceFact[], previous: PriceLevels | null): PriceIndexValue | null {
  const owners = priceOwnersOf(facts)
  const whole = levelsOf(owners)
  if (!whole) return null
  const without = leftOut(owners).flatMap((index) => levelsOf(owners, index) ?? [])
  const level = (name: keyof PriceLevels): bigint => {
    // The whole belongs to the range: it is what is left when the one to leave out is not there.
    const range = [whole, ...without].map((levels) => levels[name]).sort((a, b) => (a < b ? -1 : 1))
    return clamp(previous?.[name] ?? whole[name], range[0] as bigint, range.at(-1) as bigint)
  }
  return {
    p10: level('p10'),
    median: level('median'),
    p90: level('p90'),
    providers: owners.count,
    thin: owners.count < THIN_BELOW,
  }
}

/** Levels of owners as they are, or without one of them, and without a memory. */
function levelsOf(owners: PriceOwners, without = -1): PriceLevels | null {
  const { count, rates } = owners
  const weights = ownerWeights(owners, without)
  let total = 0
  for (const weight of weights) total += weight
  if (total <= 0) return null
  // Lower weighted quantiles: the first owner at whom the weights reach the share. Sums of shares meet it only up to
  // rounding.
  const positions = SHARES.map(() => -1)
  let sum = 0
  let reached = 0
  for (let i = 0; i < count && reached < SHARES.length; i++) {
    if (weights[i] === 0) continue
    sum += weights[i] as number
    while (reached < SHARES.length && sum >= total * ((SHARES[reached] as number) - EPSILON)) positions[reached++] = i
  }
  const [p10, median, p90] = positions.map((position) => rates[position] as bigint) as [bigint, bigint, bigint]
  const { low, high } = clipRange(owners, weights, total, positions[1] as number)
  return { p10: clamp(p10, low, high), median, p90: clamp(p90, low, high) }
}

const SHARES = [0.1, 0.5, 0.9]
const EPSILON = 1e-9

/** Where outliers are clipped to: median × and ÷ three robust standard deviations, on a logarithmic scale. */
function clipRange(
  { count, rates, logs }: PriceOwners,
  weights: Float64Array,
  total: number,
  middle: number,
): { low: bigint; high: bigint } {
  const centre = logs[middle] as number
  // The median absolute deviation: as the rates are in order, nearest to the median first is from the middle outwards.
  let [below, above, sum, mad] = [middle, middle + 1, 0, 0]
  while (sum < total * (0.5 - EPSILON) && (below >= 0 || above < count)) {
    const down = below >= 0 ? centre - (logs[below] as number) : Number.POSITIVE_INFINITY
    const up = above < count ? (logs[above] as number) - centre : Number.POSITIVE_INFINITY
    const weight = weights[down <= up ? below-- : above++] as number
    if (weight > 0) mad = Math.min(down, up)
    sum += weight
  }
  const factor = Math.exp(Math.max(CLIP_DEVIATIONS * MAD_TO_SIGMA * mad, Math.log(CLIP_FACTOR)))
  const median = rates[middle] as bigint
  return { low: scale(median, 1 / factor), high: scale(median, factor) }
}

/** A rate times a factor, down to a whole base unit and at least one. */
function scale(rate: bigint, factor: number): bigint {
  const SCALE = 1_000_000_000
  const scaled = (rate * BigInt(Math.round(Math.min(factor, 1e6) * SCALE))) / BigInt(SCALE)
  return scaled > 0n ? scaled : 1n
}

/** Positions of the owners to leave out: all of them, or of very many the heaviest. */
function leftOut(owners: PriceOwners): number[] {
  const positions = Array.from({ length: owners.count }, (_, position) => position)
  if (owners.count <= ALL_LEFT_OUT) return positions
  const weights = ownerWeights(owners)
  return positions.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b).slice(0, HEAVIEST_LEFT_OUT)
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value
}
