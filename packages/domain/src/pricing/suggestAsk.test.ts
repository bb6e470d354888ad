import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { suggestAsk } from './suggestAsk.js'

const levels = fc
  .array(fc.bigInt({ min: 1n, max: 1n << 119n }), { minLength: 3, maxLength: 3 })
  .map((values) => values.sort((a, b) => (a < b ? -1 : 1)) as [bigint, bigint, bigint])
  .map(([p10, median, p90]) => ({ p10, median, p90 }))
const share = fc.double({ min: -1, max: 2, noNaN: true })

test('a suggestion lies between the cheap and the dear ones, and rises with demand', () => {
  fc.assert(
    fc.property(levels, share, share, (market, a, b) => {
      const [less, more] = [suggestAsk(market, Math.min(a, b)), suggestAsk(market, Math.max(a, b))]
      expect(less.suggested <= more.suggested).toBe(true)
      expect(less.suggested >= market.p10 && more.suggested <= market.p90).toBe(true)
    }),
  )
})

test.each([
  [0, 150n],
  [0.25, 175n],
  [0.5, 200n],
  [0.75, 250n],
  [1, 300n],
  [null, 200n],
])('with %s of the capacity sold it is %s', (sold, expected) => {
  expect(suggestAsk({ p10: 100n, median: 200n, p90: 400n }, sold)).toEqual({
    low: 100n,
    suggested: expected,
    high: 400n,
  })
})
