import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatAmount, meteredCost, splitDeposit, taskCost } from './index.js'

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
          // The nearest: half a base unit off its exact share at most.
          split.fee * 10_000n <= cost * feeBps + 5_000n &&
          split.fee * 10_000n + 5_000n > cost * feeBps
        )
      }),
    )
  })

  it('gives the provider 92 % and the treasury 8 %', () => {
    expect(splitDeposit(1_000n, 500n, 800n)).toEqual({ fee: 40n, providerAmount: 460n, refund: 500n })
  })

  it('takes the fees that the contract takes, of each cost from 1 to 1 000 base units', () => {
    const fees = Array.from({ length: 1_000 }, (_, index) => splitDeposit(2_000n, BigInt(index + 1), 800n).fee)
    expect([fees[0], fees[5], fees[6], fees[18], fees[999]]).toEqual([0n, 0n, 1n, 2n, 80n])
    const table = Buffer.from(fees.map((fee) => fee.toString(16).padStart(64, '0')).join(''), 'hex')
    // The same number is in contracts/test/fuzz/Libraries.t.sol (test_FeesOfSmallCosts).
    const digest = createHash('sha256').update(table).digest('hex')
    expect(digest).toBe('db8e5dfb66e0d8cb89777709535b00c6a2baeaeed31ac584ff5b978c8e73c6ba')
  })

  it('refuses a cost above the budget', () => {
    expect(() => splitDeposit(1n, 2n, 800n)).toThrow('expected a cost of at most the budget 1, got 2')
  })
})

describe('taskCost', () => {
  it('is usage × rate / 1 000 000, capped by the deposit', () => {
    expect(taskCost(10n, 3_000_000n, 100n)).toBe(30n)
    expect(taskCost(10n, 3_000_000n, 25n)).toBe(25n)
  })

  it('is rounded to the nearest base unit, a half up', () => {
    const costs = [0n, 499_999n, 500_000n, 1_499_999n, 1_500_000n].map((rate) => meteredCost(1n, rate))
    expect(costs).toEqual([0n, 0n, 1n, 1n, 2n])
  })

  it('says what 32 cores at $0.15 an hour cost in a dollar of six decimals', () => {
    expect(meteredCost(32n * 3_600n, 1_302_083n)).toBe(150_000n)
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
