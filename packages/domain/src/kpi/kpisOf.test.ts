import { expect, test } from '@jest/globals'
import { RetryableError } from '../errors.js'
import { type KpiFacts, kpisOf } from './kpisOf.js'

const NONE: KpiFacts = {
  activeProviders: 0,
  providersBefore: 0,
  providersRetained: 0,
  activeBuyers: 0,
  hashesPerSecond: 0n,
  volume: [],
  earnings: [],
  tasksPaid: 0,
  tasksFailed: 0,
}
const DOLLAR = 10n ** 18n
const byName = async (facts: Partial<KpiFacts>, usdOf = async (amount: bigint) => amount) =>
  Object.fromEntries((await kpisOf({ ...NONE, ...facts }, usdOf)).map((kpi) => [kpi.name, kpi]))

test('an empty market has the table of the document, with nothing reached and shares unknown', async () => {
  const kpis = await kpisOf(NONE, async (amount) => amount)
  expect(kpis.map(({ title, target, value, met }) => [title, target, value, met])).toEqual([
    ['Active Providers', 10_000, 0, false],
    ['Active Buyers', 500, 0, false],
    ['Total Computing Power', 100, 0, false],
    ['Monthly Transaction Volume', 1_000_000, 0, false],
    ['Provider Retention', 80, null, null],
    ['Task Success Rate', 95, null, null],
    ['Average Provider Earnings', 200, null, null],
  ])
  for (const kpi of kpis)
    expect([kpi.value === null, kpi.note !== null]).toEqual([kpi.value === null, kpi.value === null])
})

test('counts are met at their target, percentages above it', async () => {
  const at = await byName({
    activeProviders: 10_000,
    activeBuyers: 499,
    hashesPerSecond: 10n ** 17n,
    volume: [
      { token: '0xa', amount: 400_000n * DOLLAR },
      { token: '0xb', amount: 600_000n * DOLLAR },
    ],
    providersBefore: 10,
    providersRetained: 8,
    tasksPaid: 951,
    tasksFailed: 49,
    earnings: [{ token: '0xa', amount: 2_000_001n * DOLLAR }],
  })
  const seen = Object.values(at).map(({ value, met }) => [value, met])
  expect(seen).toEqual([
    [10_000, true],
    [499, false],
    [100, true],
    [1_000_000, true],
    [80, false],
    [expect.closeTo(95.1), true],
    [200.0001, true],
  ])
})

test('a token without a price leaves dollar figures unknown and says why; a bug is not hidden', async () => {
  const volume = [{ token: '0xa', amount: 1n }]
  const stale = async (): Promise<bigint> => {
    throw new RetryableError('USD_PRICE_STALE', 'the price is old')
  }
  const kpis = await byName({ volume, activeProviders: 1, earnings: volume }, stale)
  expect([kpis.MONTHLY_VOLUME, kpis.PROVIDER_EARNINGS]).toEqual([
    expect.objectContaining({ value: null, met: null, note: 'the price is old' }),
    expect.objectContaining({ value: null, met: null, note: 'the price is old' }),
  ])
  expect(kpis.ACTIVE_PROVIDERS?.value).toBe(1)
  await expect(byName({ volume }, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug')
})
