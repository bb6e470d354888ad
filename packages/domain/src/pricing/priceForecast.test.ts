import { expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { type Candidate, forecastFromAsks, forecastFromTrades, MAX_TRADES, MIN_TRADES } from './priceForecast.js'
import { type PriceLevels, priceIndexOf } from './priceIndex.js'
import type { PriceFact } from './priceOwners.js'
import { type SeededRandom, seededRandom } from './testing/seededRandom.js'

// Thousands of quotes in simulated markets.
jest.setTimeout(60_000)

/**
 * A market that knows nothing of forecasts: providers ask by their costs and the mood of the market, buyers take the
 * node with the best mix of price and quality among those that happen to be free, some providers decline, and all of it
 * changes while a buyer thinks.
 */
interface Regime {
  /** Hourly drift of the market, and its noise, on the logarithm. */
  drift: number
  noise: number
  /** Spread of what providers ask around the market. */
  spread: number
  /** Chance that a node is free. */
  free: number
  /** How much buyers look at the price, against quality. */
  thrift: number
}

const REGIMES: Readonly<Record<string, Regime>> = {
  calm: { drift: 0, noise: 0.002, spread: 0.25, free: 0.7, thrift: 0.7 },
  volatile: { drift: 0, noise: 0.03, spread: 0.25, free: 0.7, thrift: 0.7 },
  rising: { drift: 0.004, noise: 0.005, spread: 0.25, free: 0.6, thrift: 0.8 },
  falling: { drift: -0.004, noise: 0.005, spread: 0.25, free: 0.6, thrift: 0.8 },
  'nearly sold out': { drift: 0, noise: 0.005, spread: 0.4, free: 0.15, thrift: 0.7 },
  'quality first': { drift: 0, noise: 0.005, spread: 0.5, free: 0.5, thrift: 0.2 },
}
const PROVIDERS = 16
const JOBS_PER_HOUR = 3

interface Provider {
  cost: number
  quality: number
}

function simulate(regime: Regime, seed: number, { hours, warmUp }: { hours: number; warmUp: number }) {
  const random = seededRandom(seed)
  const providers = Array.from(
    { length: PROVIDERS },
    (): Provider => ({ cost: regime.spread * random.normal(), quality: random() }),
  )
  let mood = Math.log(1_000_000)
  let published: PriceLevels | null = null
  const ratios: number[] = []
  const result = { quotes: 0, held: 0, below: 0 }
  for (let hour = 0; hour < hours; hour++) {
    const asks = providers.map(({ cost }) => Math.exp(mood + cost + 0.03 * random.normal()))
    published = priceIndexOf(
      asks.map((ask, i): PriceFact => ({ owner: `p${i}`, kind: 'ASK', rate: BigInt(Math.round(ask)), weight: 1 })),
      published,
    ) as PriceLevels & { providers: number; thin: boolean }
    const forecast = forecastFromTrades(published.median, ratios)
    // The next hour: the market has moved on before these jobs find their nodes.
    mood += regime.drift + regime.noise * random.normal()
    for (let job = 0; job < JOBS_PER_HOUR; job++) {
      const paid = outcome(random, regime, providers, mood)
      if (paid === null) continue
      if (forecast && hour >= warmUp) {
        result.quotes++
        if (paid >= Number(forecast.low) && paid <= Number(forecast.high)) result.held++
        if (paid <= Number(forecast.expected)) result.below++
      }
      ratios.push(paid / Number(published.median))
      if (ratios.length > MAX_TRADES) ratios.shift()
    }
  }
  return result
}

/** The rate of the market's next job; null when no provider is free. */
function outcome(random: SeededRandom, regime: Regime, providers: readonly Provider[], mood: number): number | null {
  const offers = providers
    .filter(() => random() < regime.free)
    .map(({ cost, quality }) => {
      const log = mood + cost + 0.03 * random.normal()
      const taste = regime.thrift * (mood - log) + (1 - regime.thrift) * quality * regime.spread * 2
      return { log, taste: taste + 0.05 * random.normal() }
    })
    .sort((a, b) => b.taste - a.taste)
    .filter(() => random() > 0.1)
  const first = offers[0]
  return first ? Math.round(Math.exp(first.log)) : null
}

test.each(Object.entries(REGIMES))(
  'the 80 %% interval holds 75-85 %% of the time in a market that is %s',
  (_, regime) => {
    const total = { quotes: 0, held: 0, below: 0 }
    for (let seed = 1; seed <= 6; seed++) {
      const { quotes, held, below } = simulate(regime, seed, { hours: 210, warmUp: 80 })
      total.quotes += quotes
      total.held += held
      total.below += below
    }
    expect(total.quotes).toBeGreaterThan(2_000)
    const [held, below] = [total.held / total.quotes, total.below / total.quotes]
    expect(held).toBeGreaterThanOrEqual(0.75)
    expect(held).toBeLessThanOrEqual(0.85)
    // The expected price is the middle: as often too high as too low.
    expect(Math.abs(below - 0.5)).toBeLessThan(0.06)
  },
)

test('reasoned from asks alone it holds 75-85 % of the time where the first candidate that is free and willing gets the job', () => {
  const random = seededRandom(3)
  let held = 0
  const MARKETS = 6_000
  for (let market = 0; market < MARKETS; market++) {
    const willing = 0.2 + 0.5 * random()
    const candidates = Array.from(
      { length: 5 + Math.floor(30 * random()) },
      (): Candidate => ({ rate: BigInt(Math.round(1e6 * Math.exp(0.4 * random.normal()))), chance: willing }),
    ).sort((a, b) => Number(a.rate - b.rate) + 3e5 * random.normal())
    const forecast = forecastFromAsks(candidates) as { low: bigint; high: bigint }
    const taken =
      candidates.find(({ chance }) => random() < chance) ?? candidates[Math.floor(random() * candidates.length)]
    const { rate } = taken as Candidate
    if (rate >= forecast.low && rate <= forecast.high) held++
  }
  expect(held / MARKETS).toBeGreaterThanOrEqual(0.75)
  expect(held / MARKETS).toBeLessThanOrEqual(0.85)
})

test('a limit leaves the trades that are within it, and the forecast within it', () => {
  const ratios = Array.from({ length: 99 }, (_, i) => (i + 1) / 100)
  // 0.01 … 0.49: of 49 the 5th, 25th and 45th.
  expect(forecastFromTrades(1_000n, ratios, 495n)).toMatchObject({ low: 50n, expected: 250n, high: 450n, samples: 49 })
  expect(forecastFromTrades(1_000n, ratios, 190n)).toBeNull()
})

test('of too few trades nothing is concluded', () => {
  expect(forecastFromTrades(100n, Array(MIN_TRADES - 1).fill(1))).toBeNull()
  expect(forecastFromTrades(100n, [...Array(MIN_TRADES - 1).fill(1), Number.NaN, 0])).toBeNull()
  expect(forecastFromAsks([])).toBeNull()
})

test('forecasts keep their order, and scale with the market', () => {
  const ratios = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: MIN_TRADES, maxLength: 300 })
  fc.assert(
    fc.property(fc.bigInt({ min: 1_000_000_000n, max: 1n << 100n }), ratios, (level, known) => {
      const forecast = forecastFromTrades(level, known)
      if (!forecast) throw new Error('expected a forecast')
      expect(forecast.low <= forecast.expected && forecast.expected <= forecast.high).toBe(true)
      const twice = forecastFromTrades(level * 2n, known)
      expect(Number(twice?.expected) / Number(forecast.expected)).toBeCloseTo(2, 6)
    }),
  )
})
