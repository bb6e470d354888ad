import { weightedQuantile } from './weightedQuantile.js'

/** The rate a job will probably be matched at. Base units per million units of usage. */
export interface PriceForecast {
  /** As likely above as below. */
  expected: bigint
  /** In eight of ten cases the rate is from `low` to `high`. */
  low: bigint
  high: bigint
  /** TRADES: learnt from what was paid against the index before. ASKS: reasoned from who would take the job now. */
  basis: 'TRADES' | 'ASKS'
  /** Trades, or nodes, behind it. */
  samples: number
}

/**
 * Trades that a forecast is learnt from: enough for tails of 10 %, few enough to be of this market and not of last
 * month's.
 */
export const MIN_TRADES = 20
export const MAX_TRADES = 200
const TAIL = 0.1

/**
 * Split conformal prediction: the rate relative to the price index goes on as it was. With n earlier ratios that are
 * exchangeable with the next one, the interval from the ⌊(n + 1) / 10⌋-th to the ⌈9 (n + 1) / 10⌉-th smallest holds
 * with at least 80 % and at most 80 % + 2 / (n + 1), for any distribution.
 * @param level the price index now
 * @param ratios rate paid / price index before it, of the latest comparable trades
 * @param limit highest rate accepted: only ratios that are within it now count, as no node above it is matched
 * @returns null with fewer than 20 ratios
 * @example forecastFromTrades(1_000n, Array.from({ length: 99 }, (_, i) => (i + 1) / 100))?.low // 100n
 */
export function forecastFromTrades(
  level: bigint,
  ratios: readonly number[],
  limit: bigint | null = null,
): PriceForecast | null {
  const known = ratios
    .filter((ratio) => Number.isFinite(ratio) && ratio > 0 && (limit === null || times(level, ratio) <= limit))
    .slice(-MAX_TRADES)
  const n = known.length
  if (n < MIN_TRADES) return null
  const sorted = known.toSorted((a, b) => a - b)
  const nth = (rank: number): number => sorted[Math.min(n, Math.max(1, rank)) - 1] as number
  return {
    expected: times(level, nth(Math.ceil((n + 1) / 2))),
    low: times(level, nth(Math.floor(TAIL * (n + 1)))),
    high: times(level, nth(Math.ceil((1 - TAIL) * (n + 1)))),
    basis: 'TRADES',
    samples: n,
  }
}

/** A node that could get the job. */
export interface Candidate {
  /** Its ask. */
  rate: bigint
  /** Chance that it takes the job when it is its turn, 0…1. */
  chance: number
}

/**
 * Without trades to learn from: the best-ranked candidate that takes the job gets it. Should none take it, any of them
 * may later. Few candidates make few possible rates, so the interval is the one whose chance comes nearest to 80 %, of
 * at least 75 %; with one candidate it is its rate.
 * @param candidates best-ranked first, those that are busy or away now with a small chance
 * @returns null when there is no candidate
 * @example forecastFromAsks([{ rate: 10n, chance: 0.5 }, { rate: 20n, chance: 1 }])?.high // 20n
 */
export function forecastFromAsks(candidates: readonly Candidate[]): PriceForecast | null {
  if (candidates.length === 0) return null
  let open = 1
  const chances = candidates.map(({ chance }) => {
    const weight = open * chance
    open -= weight
    return weight
  })
  const byRate = new Map<bigint, number>()
  for (const [i, { rate }] of candidates.entries()) {
    byRate.set(rate, (byRate.get(rate) ?? 0) + (chances[i] as number) + open / candidates.length)
  }
  const sorted = [...byRate].map(([rate, weight]) => ({ rate, weight })).sort((a, b) => (a.rate < b.rate ? -1 : 1))
  const { low, high } = nearestInterval(sorted)
  const expected = (sorted[weightedQuantile(sorted, 0.5)] as { rate: bigint }).rate
  return { expected, low, high, basis: 'ASKS', samples: candidates.length }
}

const WANTED = 1 - 2 * TAIL
const AT_LEAST = 0.75

/**
 * Of all runs of neighbouring rates with a chance of at least 75 %, the one nearest to 80 %. It always holds the
 * median.
 */
function nearestInterval(sorted: readonly { rate: bigint; weight: number }[]): { low: bigint; high: bigint } {
  let best = { low: 0, high: sorted.length - 1, off: Number.POSITIVE_INFINITY }
  for (let low = 0; low < sorted.length; low++) {
    let chance = 0
    for (let high = low; high < sorted.length; high++) {
      chance += (sorted[high] as { weight: number }).weight
      if (chance < AT_LEAST) continue
      const off = Math.abs(chance - WANTED)
      if (off < best.off) best = { low, high, off }
      if (chance >= WANTED) break
    }
  }
  return { low: (sorted[best.low] as { rate: bigint }).rate, high: (sorted[best.high] as { rate: bigint }).rate }
}

function times(level: bigint, ratio: number): bigint {
  const SCALE = 1_000_000_000
  const value = (level * BigInt(Math.round(Math.min(ratio, 1e6) * SCALE))) / BigInt(SCALE)
  return value > 0n ? value : 1n
}
