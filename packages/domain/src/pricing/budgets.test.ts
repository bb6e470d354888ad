import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { leastBudget, rateFromBudget, usageFromBudget } from './budgets.js'

const amounts = fc.bigInt({ min: 1n, max: 2n ** 96n })

test('a rate or a usage from a budget is the largest that the budget pays for', () => {
  fc.assert(
    fc.property(amounts, amounts, (budget, other) => {
      for (const largest of [rateFromBudget, usageFromBudget]) {
        expect(leastBudget(other, largest(budget, other))).toBeLessThanOrEqual(budget)
        expect(leastBudget(other, largest(budget, other) + 1n)).toBeGreaterThan(budget)
      }
    }),
  )
})

test('a budget below the smallest one gives the rate 0', () => {
  expect([leastBudget(3_000_001n, 1n), rateFromBudget(3n, 3_000_001n), rateFromBudget(4n, 3_000_001n)]).toEqual([
    4n,
    0n,
    1n,
  ])
})
