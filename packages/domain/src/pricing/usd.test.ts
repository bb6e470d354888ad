import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkRound, formatUsd, fromUsd, type PriceRound, toUsd } from './usd.js'

const NOW = 1_800_000_000
const round = (changes: Partial<PriceRound> = {}): PriceRound => ({
  answer: 300_000_000_000n,
  decimals: 8,
  updatedAt: NOW - 10,
  roundId: 7n,
  answeredInRound: 7n,
  ...changes,
})
const check = (changes: Partial<PriceRound>) => checkRound('ETH', round(changes), { now: NOW, maxAgeSeconds: 3_600 })

test.each<[string, Partial<PriceRound>, string, boolean]>([
  ['too old', { updatedAt: NOW - 3_601 }, 'USD_PRICE_STALE', true],
  ['not complete', { updatedAt: 0 }, 'USD_ROUND_INCOMPLETE', true],
  ['of an earlier round', { answeredInRound: 6n }, 'USD_ROUND_INCOMPLETE', true],
  ['from the future', { updatedAt: NOW + 61 }, 'USD_PRICE_INVALID', false],
  ['zero', { answer: 0n }, 'USD_PRICE_INVALID', false],
  ['negative', { answer: -1n }, 'USD_PRICE_INVALID', false],
  ['of absurd decimals', { decimals: 77 }, 'USD_PRICE_INVALID', false],
  ['of negative decimals', { decimals: -1 }, 'USD_PRICE_INVALID', false],
])('a price that is %s is refused with its own code', (_, changes, code, retryable) => {
  let error: unknown
  try {
    check(changes)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code, retryable })
  expect((error as Error).message).toMatch(/^ETH: expected .+, .+; /)
})

test('a price at the edge of its age is taken', () => {
  expect(check({ updatedAt: NOW - 3_600 })).toMatchObject({ answer: 300_000_000_000n, decimals: 8, source: 'ETH' })
})

test('dollars are exact to 10^-18 and never more than the amount is worth', () => {
  expect(formatUsd(toUsd(10n ** 18n, 18, round()))).toBe('3000')
  expect(formatUsd(toUsd(1_500_000n, 6, { answer: 1n, decimals: 0 }))).toBe('1.5')
  const amount = fc.bigInt({ min: 0n, max: 1n << 120n })
  const answer = fc.bigInt({ min: 1n, max: 1n << 90n })
  fc.assert(
    fc.property(
      amount,
      fc.integer({ min: 0, max: 24 }),
      answer,
      fc.integer({ min: 0, max: 36 }),
      (value, token, price, feed) => {
        const usd = toUsd(value, token, { answer: price, decimals: feed })
        const exact = value * price * 10n ** 18n
        const unit = 10n ** BigInt(token + feed)
        expect(usd * unit <= exact && (usd + 1n) * unit > exact).toBe(true)
        expect(fromUsd(usd, token, { answer: price, decimals: feed })).toBeLessThanOrEqual(value)
      },
    ),
  )
})
