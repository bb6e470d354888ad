import { describe, expect, test } from '@jest/globals'
import { amountOf, dollars, money } from './money.js'

const eth = { symbol: 'ETH', decimals: 18, usd: '2500' }

describe('an amount', () => {
  test('has base units, whole tokens and dollars', () => {
    expect(amountOf(10n ** 15n, eth)).toEqual({
      baseUnits: '1000000000000000',
      amount: '0.001',
      symbol: 'ETH',
      usd: '2.5',
    })
    expect(money(amountOf(10n ** 15n, eth))).toBe('0.001 ETH ($2.50)')
  })

  test('has no dollars without a price', () => {
    expect(money(amountOf('5', { symbol: 'AIIGO', decimals: 0, usd: null }))).toBe('5 AIIGO')
  })
})

test.each([
  ['0', '$0'],
  ['2.5', '$2.50'],
  ['1234.567', '$1,234.57'],
  ['0.01', '$0.01'],
  ['0.000012345', '$0.0000123'],
  ['0.004', '$0.004'],
])('%s dollars are shown as %s', (usd, shown) => {
  expect(dollars(usd)).toBe(shown)
})
