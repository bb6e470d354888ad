import { expect, test } from '@jest/globals'
import { priceIndicesOf, type SettledTrade, type StandingAsk } from './priceIndices.js'

const END = 1_000_000_000
const window = { askSeconds: 3_600, tradeSeconds: 86_400, halfLifeSeconds: 21_600, end: END }
const ask = (provider: string, rate: bigint, changes: Partial<StandingAsk> = {}): StandingAsk => ({
  provider,
  resourceType: 'GPU',
  model: 'RTX 4090',
  region: 'EU',
  token: '0x0',
  rate,
  nodes: 1,
  unitSeconds: 3_600,
  ...changes,
})
const trade = (provider: string, rate: bigint, changes: Partial<SettledTrade> = {}): SettledTrade => ({
  provider,
  resourceType: 'GPU',
  model: 'RTX 4090',
  region: 'EU',
  token: '0x0',
  rate,
  usage: 100n,
  cost: 100n * rate,
  offeredAt: END - 2_000,
  settledAt: END - 1_000,
  ...changes,
})
const none = () => null

test('a fact is seen in its class and region and in the whole of each, and in no other', () => {
  const indices = priceIndicesOf([ask('a', 10n), ask('b', 30n, { region: 'US', model: 'RTX 3080' })], [], window, none)
  expect(Object.fromEntries([...indices].map(([key, { median, asks }]) => [key, [median, asks]]))).toEqual({
    'GPU|ALL|ALL|0x0': [10n, 2],
    'GPU|ALL|EU|0x0': [10n, 1],
    'GPU|ALL|US|0x0': [30n, 1],
    'GPU|RTX 4090|ALL|0x0': [10n, 1],
    'GPU|RTX 4090|EU|0x0': [10n, 1],
    'GPU|RTX 3080|ALL|0x0': [30n, 1],
    'GPU|RTX 3080|US|0x0': [30n, 1],
  })
})

test('volume, usage and the share sold are those of the trades', () => {
  const index = priceIndicesOf(
    [ask('a', 10n, { unitSeconds: 7_200 })],
    [trade('a', 10n), trade('b', 12n)],
    window,
    none,
  ).get('GPU|ALL|ALL|0x0')
  // Two GPUs are offered; 200 GPU-seconds of 2 × 86 400 were sold.
  expect(index).toMatchObject({ volume: 2_200n, usage: 200n, trades: 2, asks: 1, providers: 2, soldBps: 12 })
})

test('capacity of counted types has no measure', () => {
  const network = { resourceType: 'NETWORK', model: null } as const
  const index = priceIndicesOf([ask('a', 1n, network)], [trade('a', 1n, network)], window, none).get(
    'NETWORK|ALL|ALL|0x0',
  )
  expect(index?.soldBps).toBeNull()
})

test('a trade of yesterday weighs less than one of today', () => {
  const six = 6 * 3_600_000
  const old = Array.from({ length: 4 }, (_, i) => trade(`old-${i}`, 10n, { settledAt: END - 3 * six }))
  const fresh = Array.from({ length: 3 }, (_, i) => trade(`new-${i}`, 20n))
  const median = (halfLifeSeconds: number | null) =>
    priceIndicesOf([], [...old, ...fresh], { ...window, halfLifeSeconds }, none).get('GPU|ALL|ALL|0x0')?.median
  expect(median(null)).toBe(10n)
  expect(median(21_600)).toBe(20n)
})

test('each index goes on from its own predecessor', () => {
  const asks = ['a', 'b', 'c', 'd', 'e', 'f'].map((provider, i) => ask(provider, BigInt(100 + 10 * i)))
  const at = (median: bigint) =>
    priceIndicesOf(asks, [], window, (key) => (key === 'GPU|ALL|EU|0x0' ? { p10: 1n, median, p90: 1_000n } : null))
  expect(at(121n).get('GPU|ALL|ALL|0x0')?.median).toBe(120n)
  expect(at(121n).get('GPU|ALL|EU|0x0')?.median).toBe(121n)
  expect(at(500n).get('GPU|ALL|EU|0x0')?.median).toBe(130n)
})
