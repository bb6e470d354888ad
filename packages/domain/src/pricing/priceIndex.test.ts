import { describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { capShares } from './capShares.js'
import { type PriceLevels, priceIndexOf } from './priceIndex.js'
import { ownerWeights, type PriceFact, priceOwnersOf } from './priceOwners.js'
import { seededRandom } from './testing/seededRandom.js'

// Hundreds of random markets, each with a thousand facts of an attacker.
jest.setTimeout(60_000)

const LEVELS = ['p10', 'median', 'p90'] as const
const rate = fc.bigInt({ min: 1n, max: 1n << 100n })
const weight = fc.double({ min: 0.001, max: 1e12, noNaN: true })
const factOf = (owner: fc.Arbitrary<string>): fc.Arbitrary<PriceFact> =>
  fc.record({ owner, kind: fc.constantFrom('ASK' as const, 'TRADE' as const), rate, weight })
const honestFacts = (min: number) =>
  fc.array(factOf(fc.integer({ min: 0, max: 15 }).map((id) => `honest-${id}`)), { minLength: min, maxLength: 40 })
/** Anything one provider can do: many asks, any price, any volume, real or made up. */
const attack = fc.array(factOf(fc.constant('adversary')), { minLength: 0, maxLength: 30 })
const levels = fc
  .tuple(rate, rate, rate)
  .map((values) => values.sort((a, b) => (a < b ? -1 : 1)) as [bigint, bigint, bigint])
  .map(([p10, median, p90]): PriceLevels => ({ p10, median, p90 }))

const ask = (owner: string, price: bigint, amount = 1): PriceFact => ({
  owner,
  kind: 'ASK',
  rate: price,
  weight: amount,
})

describe('one provider', () => {
  test('weighs at most 20 % of five or more, whatever it asks and sells', () => {
    fc.assert(
      fc.property(honestFacts(1), attack, (honest, own) => {
        const owners = priceOwnersOf([...honest, ...own])
        const weights = ownerWeights(owners)
        const total = weights.reduce((sum, value) => sum + value, 0)
        const share = Math.max(...weights) / total
        expect(share).toBeLessThanOrEqual(Math.max(0.2, 1 / owners.count) * (1 + 1e-9))
      }),
      { numRuns: 500 },
    )
  })

  test('never moves a level away from what everybody else says, nor past it', () => {
    fc.assert(
      fc.property(honestFacts(1), attack, attack, fc.option(levels), (honest, before, after, start) => {
        // The publication with the adversary's earlier facts; then the adversary changes them.
        const published = priceIndexOf([...honest, ...before], start)
        const next = priceIndexOf([...honest, ...after], published)
        if (!published || !next) throw new Error('expected facts')
        for (const name of LEVELS) {
          const [from, to, goal] = [published[name], next[name], bareLevel(honest, name)]
          if (goal >= from) {
            expect(to).toBeGreaterThanOrEqual(from)
            expect(to).toBeLessThanOrEqual(goal)
          } else {
            expect(to).toBeLessThanOrEqual(from)
            expect(to).toBeGreaterThanOrEqual(goal)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('with a thousand asks counts as one with one', () => {
    const honest = [100n, 110n, 120n, 130n, 140n, 150n].map((price, i) => ask(`honest-${i}`, price, 100))
    const one = priceIndexOf([...honest, ask('adversary', 1_000_000n, 1_000)], null)
    const many = priceIndexOf(
      [...honest, ...Array.from({ length: 1_000 }, () => ask('adversary', 1_000_000n, 1))],
      null,
    )
    expect(many).toEqual(one)
  })
})

/** A level of facts as they are, without a memory. */
function bareLevel(facts: readonly PriceFact[], name: (typeof LEVELS)[number]): bigint {
  return reference(facts)[name]
}

/**
 * The definition in docs/prices.md once more, written without the code under test: per-provider medians, capped shares,
 * clipped.
 */
function reference(facts: readonly PriceFact[]): PriceLevels {
  const owners = [...new Set(facts.map(({ owner }) => owner))]
  const sum = (of: readonly PriceFact[]): number => of.reduce((a, { weight: b }) => a + b, 0)
  const [asks, trades] = [facts.filter(({ kind }) => kind === 'ASK'), facts.filter(({ kind }) => kind === 'TRADE')]
  const traders = new Set(trades.map(({ owner }) => owner)).size
  const beta = asks.length === 0 ? 1 : Math.min(0.5, traders / 10)
  const rows = owners.map((owner) => {
    const [own, sold] = [asks, trades].map((of) => of.filter((fact) => fact.owner === owner)) as [
      PriceFact[],
      PriceFact[],
    ]
    const parts = [
      ...own.map(({ rate: price, weight: w }) => ({ price, w: w / sum(own) })),
      ...sold.map(({ rate: price, weight: w }) => ({ price, w: w / sum(sold) })),
    ]
    const raw =
      (own.length > 0 ? ((1 - beta) * sum(own)) / sum(asks) : 0) +
      (sold.length > 0 ? (beta * sum(sold)) / sum(trades) : 0)
    return { price: quantile(parts, 0.5), w: raw }
  })
  // The cap by bisection: the largest c with c ≤ 20 % of what remains under it.
  if (rows.length <= 5) for (const row of rows) row.w = 1
  else {
    let [low, high] = [0, Math.max(...rows.map(({ w }) => w))]
    for (let step = 0; step < 200; step++) {
      const c = (low + high) / 2
      if (c <= 0.2 * rows.reduce((a, { w }) => a + Math.min(w, c), 0) * (1 + 1e-13)) low = c
      else high = c
    }
    for (const row of rows) row.w = Math.min(row.w, low)
  }
  const median = quantile(rows, 0.5)
  const away = rows.map(({ price, w }) => ({ d: Math.abs(Math.log(Number(price)) - Math.log(Number(median))), w }))
  const factor = Math.exp(Math.max(3 * 1.4826 * realQuantile(away, 0.5), Math.log(2)))
  const times = (x: number): bigint => {
    const value = (median * BigInt(Math.round(Math.min(x, 1e6) * 1e9))) / 1_000_000_000n
    return value > 0n ? value : 1n
  }
  const clip = (price: bigint): bigint => {
    const [least, most] = [times(1 / factor), times(factor)]
    return price < least ? least : price > most ? most : price
  }
  return { p10: clip(quantile(rows, 0.1)), median, p90: clip(quantile(rows, 0.9)) }
}

function quantile(rows: readonly { price: bigint; w: number }[], share: number): bigint {
  const sorted = [...rows].sort((a, b) => (a.price < b.price ? -1 : 1))
  const total = sorted.reduce((a, { w }) => a + w, 0)
  let sum = 0
  for (const { price, w } of sorted) {
    sum += w
    if (sum >= total * (share - 1e-9)) return price
  }
  throw new Error('expected weight')
}

function realQuantile(rows: readonly { d: number; w: number }[], share: number): number {
  const sorted = [...rows].sort((a, b) => a.d - b.d)
  const total = sorted.reduce((a, { w }) => a + w, 0)
  let sum = 0
  for (const { d, w } of sorted) {
    sum += w
    if (sum >= total * (share - 1e-9)) return d
  }
  throw new Error('expected weight')
}

describe('an index', () => {
  test('keeps its levels in order, within the rates there are, and is the same for facts in any order', () => {
    fc.assert(
      fc.property(honestFacts(1), fc.option(levels), fc.integer(), (facts, previous, seed) => {
        const index = priceIndexOf(facts, previous)
        if (!index) throw new Error('expected an index')
        expect(index.p10 <= index.median && index.median <= index.p90).toBe(true)
        const random = seededRandom(seed)
        const shuffled = facts
          .map((fact) => ({ fact, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ fact }) => fact)
        const again = priceIndexOf(shuffled, previous)
        expect(again?.providers).toBe(index.providers)
        const rates = facts.map((fact) => fact.rate)
        for (const name of LEVELS) {
          expect(rates.some((price) => price <= index[name]) && rates.some((price) => price >= index[name])).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('follows a market that really moves at once', () => {
    const at = (price: bigint) => Array.from({ length: 9 }, (_, i) => ask(`p${i}`, price + BigInt(i)))
    const before = priceIndexOf(at(1_000n), null)
    expect(priceIndexOf(at(2_000n), before)?.median).toBeGreaterThanOrEqual(2_003n)
  })

  test('says when it is thin, and nothing when there is nothing', () => {
    const few = [1n, 2n, 3n, 4n].map((price, i) => ask(`p${i}`, price))
    expect(priceIndexOf(few, null)).toMatchObject({ providers: 4, thin: true })
    expect(priceIndexOf([...few, ask('p4', 5n)], null)).toEqual({
      p10: 1n,
      median: 3n,
      p90: 5n,
      providers: 5,
      thin: false,
    })
    expect(priceIndexOf([], null)).toBeNull()
    expect(priceIndexOf([ask('a', 1n, 0)], null)).toBeNull()
  })

  test('clips outliers that several providers ask', () => {
    const facts = [
      ...Array.from({ length: 8 }, (_, i) => ask(`p${i}`, 1_000n)),
      ...['x', 'y', 'z'].map((owner) => ask(owner, 10n ** 12n)),
    ]
    expect(priceIndexOf(facts, null)).toMatchObject({ median: 1_000n, p90: 2_000n })
  })

  test('refuses facts that are none', () => {
    for (const bad of [ask('a', 0n), ask('a', -1n), ask('a', 1n, Number.NaN), ask('a', 1n, -1), ask('a', 1n, Infinity)])
      expect(() => priceIndexOf([bad], null)).toThrow(/expected a rate above 0/)
  })
})

/** Nothing that is traded is as small as the numbers that a double cannot divide any more. */
const volume = fc.double({ min: 0, max: 1e9, noNaN: true }).map((weight) => (weight < 1e-30 ? 0 : weight))

test('capped shares leave everybody below the cap as they are', () => {
  fc.assert(
    fc.property(fc.array(volume, { maxLength: 30 }), (weights) => {
      const capped = [...capShares(Float64Array.from(weights), 0.2)]
      const total = capped.reduce((a, b) => a + b, 0)
      const some = weights.filter((value) => value > 0)
      if (some.length <= 5) expect(capped).toEqual(weights.map((value) => (value > 0 ? 1 : 0)))
      else {
        for (const [i, value] of capped.entries()) {
          expect(value).toBeLessThanOrEqual(0.2 * total * (1 + 1e-9))
          if (value < (weights[i] as number)) expect(value).toBeGreaterThanOrEqual(0.2 * total * (1 - 1e-9))
        }
      }
    }),
  )
})

/** The figures of docs/prices.md: what one provider, and two that collude, can do to 20 honest ones. */
describe('measured in 100 seeded markets of 20 honest providers', () => {
  const MARKETS = 100

  /**
   * Shifts of the median, in shares of the honest one: without protection, in a first index, and in one that has a
   * predecessor.
   */
  function measure(attackers: number, kind: 'ASK' | 'TRADE') {
    const random = seededRandom(7)
    const shifts: { plain: number[]; first: number[]; next: number[] } = { plain: [], first: [], next: [] }
    for (let market = 0; market < MARKETS; market++) {
      const honest = Array.from({ length: 20 }, (_, i) =>
        ask(`p${i}`, BigInt(Math.round(1e6 * Math.exp(0.4 * random.normal()))), 1 + 9 * random()),
      )
      const attackFacts = Array.from(
        { length: 1_000 },
        (_, i): PriceFact => ({
          owner: `adversary-${i % attackers}`,
          kind,
          rate: random() < 0.5 ? 10n ** 8n : 10n ** 9n,
          weight: 10,
        }),
      )
      const all = [...honest, ...attackFacts]
      const clean = priceIndexOf(honest, null) as PriceLevels
      const shiftOf = (median: bigint): number => Math.abs(Number(median) / Number(clean.median) - 1)
      const plain = all.map((fact) => fact.rate).sort((a, b) => (a < b ? -1 : 1))
      shifts.plain.push(shiftOf(plain[Math.floor(plain.length / 2)] as bigint))
      shifts.first.push(shiftOf((priceIndexOf(all, null) as PriceLevels).median))
      shifts.next.push(shiftOf((priceIndexOf(all, clean) as PriceLevels).median))
    }
    return {
      plain: mean(shifts.plain),
      first: mean(shifts.first),
      next: mean(shifts.next),
      worst: Math.max(...shifts.next),
    }
  }
  const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length

  test.each(['ASK', 'TRADE'] as const)(
    '1 000 %s facts of one provider leave the published median where it was',
    (kind) => {
      const { plain, first, worst } = measure(1, kind)
      expect(plain).toBeGreaterThan(50)
      expect(first).toBeLessThan(0.2)
      expect(worst).toBe(0)
    },
  )

  test('two that collude reach what one alone could without a predecessor', () => {
    const { next, worst } = measure(2, 'ASK')
    expect(next).toBeLessThan(0.2)
    expect(worst).toBeLessThan(0.6)
  })
})
