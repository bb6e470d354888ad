import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { RATE_SCALE } from '../money/splitDeposit.js'
import { RESOURCE_TYPES } from '../resource.js'
import {
  hourlyFromRate,
  processorUsage,
  RESERVED_SHARE,
  rateFromHourly,
  startedMegabytes,
  timeBasedUsage,
} from './meters.js'

const price = fc.bigInt({ min: 1n, max: 1n << 119n })
const timeBased = fc.constantFrom(...RESOURCE_TYPES.filter((type) => type === 'GPU' || type === 'CPU'))
const counted = fc.constantFrom(...RESOURCE_TYPES.filter((type) => type !== 'GPU' && type !== 'CPU'))
const units = fc.integer({ min: 1, max: 1_024 })
const usage = fc.bigInt({ min: 1n, max: 1n << 63n })
const seconds = fc.integer({ min: 1, max: 604_800 })

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

test('an hour at the converted rate costs what the buyer said at most, and a rate of one more would cost more', () => {
  fc.assert(
    fc.property(timeBased, price, units, (type, said, count) => {
      const hour = 3_600n * BigInt(count)
      if (said * RATE_SCALE < hour) {
        expect(codeOf(() => rateFromHourly(type, said, { units: count }))).toBe('PRICE_PER_HOUR_TOO_SMALL')
        return
      }
      const rate = rateFromHourly(type, said, { units: count })
      expect(rate * hour).toBeLessThanOrEqual(said * RATE_SCALE)
      expect((rate + 1n) * hour).toBeGreaterThan(said * RATE_SCALE)
    }),
    { numRuns: 2_000 },
  )
})

test('counted types: the whole run at the converted rate stays within the price of its hours', () => {
  fc.assert(
    fc.property(counted, price, usage, seconds, (type, said, amount, time) => {
      const load = { units: 1, usage: amount, seconds: time }
      const allowed = said * BigInt(time) * RATE_SCALE
      if (allowed < amount * 3_600n) {
        expect(codeOf(() => rateFromHourly(type, said, load))).toBe('PRICE_PER_HOUR_TOO_SMALL')
        return
      }
      const rate = rateFromHourly(type, said, load)
      // rate × usage / 1 000 000 ≤ price × seconds / 3600, without dividing
      expect(rate * amount * 3_600n).toBeLessThanOrEqual(allowed)
      expect((rate + 1n) * amount * 3_600n).toBeGreaterThan(allowed)
    }),
    { numRuns: 2_000 },
  )
})

test('a rate shown per hour and taken back is at least the same rate, and no more than the base unit it was rounded to', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RESOURCE_TYPES), fc.bigInt({ min: 1n, max: 1n << 100n }), units, (type, rate, n) => {
      const load = { units: n, usage: 1n, seconds: 3_600 }
      const back = rateFromHourly(type, hourlyFromRate(type, rate, load), load)
      expect(back).toBeGreaterThanOrEqual(rate)
      expect(hourlyFromRate(type, back, load)).toBe(hourlyFromRate(type, rate, load))
    }),
  )
})

test('the smallest price that is accepted is the one the refusal names', () => {
  fc.assert(
    fc.property(counted, usage, seconds, (type, amount, time) => {
      const load = { units: 1, usage: amount, seconds: time }
      let named = 0n
      try {
        rateFromHourly(type, 0n, load)
      } catch (error) {
        named = BigInt(/at least (\d+) base units/.exec((error as Error).message)?.[1] ?? 0)
      }
      expect(rateFromHourly(type, named, load)).toBeGreaterThanOrEqual(1n)
      expect(codeOf(() => rateFromHourly(type, named - 1n, load))).toBe('PRICE_PER_HOUR_TOO_SMALL')
    }),
  )
})

test('a price per hour of a counted type needs to know what an hour uses', () => {
  expect(codeOf(() => rateFromHourly('NETWORK', 10n, { units: 1 }))).toBe('HOURLY_LOAD_UNKNOWN')
  expect(codeOf(() => rateFromHourly('NETWORK', 10n, { units: 1, usage: 0n, seconds: 1 }))).toBe('HOURLY_LOAD_UNKNOWN')
  for (const bad of [0, -1, 1.5, Number.NaN])
    expect(codeOf(() => rateFromHourly('CPU', 10_000n, { units: bad }))).toBe('BAD_UNITS')
})

test('every started second on every GPU and every started MB is billed, one at least', () => {
  const used = [0, 0.001, 0.999, 1, 1.0001, 59.001].map((seconds) => timeBasedUsage(seconds, 1))
  expect(used).toEqual([1n, 1n, 1n, 1n, 2n, 60n])
  expect(timeBasedUsage(1.2, 4)).toBe(8n)
  expect([0n, 1n, 1_000_000n, 1_000_001n, 60_000_000n].map(startedMegabytes)).toEqual([1n, 1n, 1n, 2n, 60n])
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(codeOf(() => timeBasedUsage(bad, 1))).toBe('BAD_DURATION')
  expect(codeOf(() => startedMegabytes(-1n))).toBe('BAD_SIZE')
})

describe('usage of processors', () => {
  test.each<[string, { cpuSeconds: number; wallSeconds: number; units: number }, bigint]>([
    ['started seconds of processor time', { cpuSeconds: 3.2, wallSeconds: 10, units: 2 }, 4n],
    ['one second at least', { cpuSeconds: 0, wallSeconds: 0, units: 1 }, 1n],
    ['a program that only waits: a tenth of what it holds', { cpuSeconds: 0.05, wallSeconds: 600, units: 1 }, 60n],
    ['of all cores that it holds', { cpuSeconds: 0.05, wallSeconds: 600, units: 64 }, 3_840n],
    ['a program that spins on its one core: that core', { cpuSeconds: 59.8, wallSeconds: 60, units: 1 }, 60n],
    ['one core of four', { cpuSeconds: 60, wallSeconds: 60, units: 4 }, 60n],
    ['an engine’s helper threads: no more than the reserved time', { cpuSeconds: 9, wallSeconds: 4.1, units: 1 }, 5n],
  ])('%s', (_, run, usage) => {
    expect(processorUsage(run)).toBe(usage)
  })

  test('lies between the tenth and the whole of the reserved time, and grows with either time', () => {
    const seconds = fc.double({ min: 0, max: 604_800, noNaN: true })
    fc.assert(
      fc.property(seconds, seconds, seconds, units, (cpuSeconds, wallSeconds, more, count) => {
        const usage = processorUsage({ cpuSeconds, wallSeconds, units: count })
        expect(usage).toBeLessThanOrEqual(timeBasedUsage(wallSeconds, count))
        expect(Number(usage) * RESERVED_SHARE).toBeGreaterThanOrEqual(wallSeconds * count * 0.999_999)
        const longer = processorUsage({ cpuSeconds, wallSeconds: wallSeconds + more, units: count })
        const busier = processorUsage({ cpuSeconds: cpuSeconds + more, wallSeconds, units: count })
        expect(longer).toBeGreaterThanOrEqual(usage)
        expect(busier).toBeGreaterThanOrEqual(usage)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of times that are none is an error', () => {
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(codeOf(() => processorUsage({ cpuSeconds: bad, wallSeconds: 1, units: 1 }))).toBe('BAD_DURATION')
      expect(codeOf(() => processorUsage({ cpuSeconds: 1, wallSeconds: bad, units: 1 }))).toBe('BAD_DURATION')
    }
  })
})
