import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatAmount, splitDeposit, taskCost } from './index.js'

const amount = fc.bigInt({ min: 0n, max: 2n ** 120n })

describe('splitDeposit', () => {
  it('conserves every base unit, whatever the amounts', () => {
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 10_000n }), (a, b, feeBps) => {
        const [cost, budget] = a < b ? [a, b] : [b, a]
        const split = splitDeposit(budget, cost, feeBps)
        return (
          split.fee + split.providerAmount + split.refund === budget &&
          split.fee >= 0n &&
          split.providerAmount >= 0n &&
          // floor: the fee never exceeds its exact share, and is short of it by less than one base unit
          split.fee * 10_000n <= cost * feeBps &&
          (split.fee + 1n) * 10_000n > cost * feeBps
        )
      }),
    )
  })

  it('gives the provider 92 % and the treasury 8 %', () => {
    expect(splitDeposit(1_000n, 500n, 800n)).toEqual({ fee: 40n, providerAmount: 460n, refund: 500n })
  })

  it('refuses a cost above the budget', () => {
    expect(() => splitDeposit(1n, 2n, 800n)).toThrow('expected a cost of at most the budget 1, got 2')
  })
})

describe('taskCost', () => {
  it('is usage × rate, capped by the deposit', () => {
    expect(taskCost(10n, 3n, 100n)).toBe(30n)
    expect(taskCost(10n, 3n, 25n)).toBe(25n)
  })
})

describe('formatAmount', () => {
  it.each([
    [1_500_000n, 6, '1.5'],
    [0n, 18, '0'],
    [1n, 18, '0.000000000000000001'],
    [-1_050n, 2, '-10.5'],
    [42n, 0, '42'],
  ])('%s with %s decimals is %s', (value, decimals, text) => {
    expect(formatAmount(value, decimals)).toBe(text)
  })
})
