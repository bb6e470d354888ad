import { expect, test } from '@jest/globals'
import { pricedFor, priceOf, rateOf } from './askPrice.js'

test('a price is for an hour where usage is seconds, else for one unit of usage', () => {
  expect(['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT'].map(pricedFor)).toEqual(['HOUR', 'HOUR', 'USAGE', 'USAGE', 'USAGE'])
  expect([priceOf('CPU', 1_000_000n), priceOf('NETWORK', 1_000_000n)]).toEqual([3_600n, 1n])
  expect([rateOf('GPU', 3_600n), rateOf('IOT', 3_600n)]).toEqual([1_000_000n, 3_600_000_000n])
})

test.each([1n, 7n, 3_599n, 100_000n, 10n ** 18n])('a price of %d base units comes back from its rate', (price) => {
  expect(priceOf('CPU', rateOf('CPU', price))).toBe(price)
  expect(priceOf('MOBILE', rateOf('MOBILE', price))).toBe(price)
})

test('no price is no rate', () => {
  expect([rateOf('CPU', 0n), priceOf('CPU', 0n)]).toEqual([0n, 0n])
})
