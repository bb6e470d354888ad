import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { RATE_SCALE } from '../money/splitDeposit.js'
import { earningsOf, HOURS_PER_MONTH, type Revenue, stakingRewards, taskRevenue } from './earnings.js'

/** Dollars in USDC's base units. */
const usd = (dollars: number): bigint => BigInt(Math.round(dollars * 1e6))
const hourly = (price: number, utilizationBps: number): Revenue => ({
  kind: 'HOURLY',
  pricePerHour: usd(price),
  hours: HOURS_PER_MONTH,
  utilizationBps,
})
const counted = (rate: number, perDay: bigint): Revenue => ({
  kind: 'COUNTED',
  rate: usd(rate) * RATE_SCALE,
  perDay,
  hours: HOURS_PER_MONTH,
  utilizationBps: 10_000,
})

/** "Example Earnings (Monthly)" of the system design. */
test.each<[string, Revenue, number]>([
  ['High-end GPU (RTX 4090)', hourly(0.8, 6_000), 350],
  ['Mid-range GPU (RTX 3080)', hourly(0.4, 6_000), 175],
  ['Server CPU (32 cores)', hourly(0.15, 7_000), 75],
  ['Network (1Gbps), 500 GB a day', counted(0.02, 500n), 300],
  ['Mobile device, 100 tasks a day', counted(0.01, 100n), 30],
])('%s earns what the design says a month, by gross within 3 %%', (_, revenue, expected) => {
  const { gross, fee, net } = earningsOf(taskRevenue(revenue), 800n)
  expect(Math.abs(Number(gross) / 1e6 / expected - 1)).toBeLessThan(0.03)
  // 92 % of it, to the base unit
  expect(net).toBe(gross - fee)
  expect(net * 100n).toBeGreaterThanOrEqual(gross * 92n)
  expect(net * 100n).toBeLessThan(gross * 92n + 100n)
})

test('earnings are (task revenue × 92 %) + staking rewards + bonuses', () => {
  const amount = fc.bigInt({ min: 0n, max: 1n << 120n })
  fc.assert(
    fc.property(amount, amount, amount, fc.bigInt({ min: 0n, max: 10_000n }), (gross, rewards, bonuses, feeBps) => {
      const result = earningsOf(gross, feeBps, { stakingRewards: rewards, bonuses })
      expect(result.net).toBe(gross + rewards + bonuses - result.fee)
      expect(result.fee * 10_000n).toBeLessThanOrEqual(gross * feeBps)
      expect((result.fee + 1n) * 10_000n).toBeGreaterThan(gross * feeBps)
    }),
  )
})

test('staking rewards are staked amount × APY × time', () => {
  const staked = 10_000n * 10n ** 18n
  expect(stakingRewards(staked, 1_200, 8_760)).toBe(1_200n * 10n ** 18n)
  expect(stakingRewards(staked, 1_200, 730)).toBe(100n * 10n ** 18n)
  expect(stakingRewards(staked, 0, 730)).toBe(0n)
})

test('what can not be is refused', () => {
  const hour = { kind: 'HOURLY', pricePerHour: 1n, hours: 1, utilizationBps: 1 } as const
  for (const change of [{ hours: -1 }, { hours: 0.5 }, { utilizationBps: 10_001 }, { pricePerHour: -1n }]) {
    expect(() => taskRevenue({ ...hour, ...change })).toThrow(/expected/)
  }
  expect(() => earningsOf(-1n, 800n)).toThrow(/gross/)
  expect(() => earningsOf(1n, 10_001n)).toThrow(/feeBps/)
  expect(() => stakingRewards(1n, -1, 1)).toThrow(/apyBps/)
})
