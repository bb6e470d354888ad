import { expect, test } from '@jest/globals'
import { describeEarnings, expectedProof } from './describeEarnings.js'

const eth = { symbol: 'ETH', decimals: 18, usd: '2500', address: '0x0000000000000000000000000000000000000000' }
const usdc = { symbol: 'USDC', decimals: 6, usd: '1', address: '0x00000000000000000000000000000000000000Aa' }
const now = Date.parse('2026-01-14T12:00:00Z')

test('earnings at a glance: by day, what can be taken out, and what tasks still hold', () => {
  const day = (startsAt: string, token: string, amount: string) => ({
    startsAt: `${startsAt}T00:00:00Z`,
    token,
    amount,
    tasks: 1,
  })
  const view = describeEarnings(
    [eth, usdc],
    [
      day('2026-01-14', eth.address, '1000'),
      day('2026-01-08', eth.address, '20'),
      day('2026-01-07', eth.address, '300'),
      day('2026-01-14', usdc.address.toLowerCase(), '7'),
    ],
    [
      { state: 'SUBMITTED', token: eth.address, cost: '10000' },
      { state: 'DISPUTED', token: eth.address, cost: '50' },
      { state: 'SETTLED', token: eth.address, cost: '999' },
      { state: 'ASSIGNED', token: eth.address, cost: null },
    ],
    [
      { token: eth.address, amount: 55n },
      { token: usdc.address, amount: 0n },
    ],
    800,
    now,
  )
  const units = (amounts: readonly { symbol: string; baseUnits: string }[]) =>
    amounts.map(({ symbol, baseUnits }) => `${baseUnits} ${symbol}`)
  expect(Object.fromEntries(Object.entries(view).map(([name, amounts]) => [name, units(amounts)]))).toEqual({
    today: ['1000 ETH', '7 USDC'],
    sevenDays: ['1020 ETH', '7 USDC'],
    total: ['1320 ETH', '7 USDC'],
    withdrawable: ['55 ETH'],
    // 10 050 less 8 %.
    held: ['9246 ETH'],
  })
})

test('the next proof is expected after the time between the last two', () => {
  const at = (issuedAt: number) => ({ state: 'PASSED', issuedAt: String(issuedAt) })
  expect(expectedProof([])).toBeNull()
  expect(expectedProof([at(1_000)])).toBeNull()
  expect(expectedProof([at(1_000), at(4_600)])).toBe(new Date(8_200_000).toISOString())
})
