import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApi, type TestApi } from '../../testing/startApi.js'

const NODE = '0x0102030405060708'
const PROVIDER = `0x${'a'.repeat(40)}`
const ETH = `0x${'0'.repeat(40)}`
const USDC = `0x${'7'.repeat(40)}`
const DAY = 86_400
/** 1 November 2026, 00:00 UTC. */
const NOVEMBER = Date.UTC(2026, 10, 1) / 1_000

let api: TestApi
beforeAll(async () => {
  api = await startApi({}, { subgraph: true })
  const day = (owner: string, token: string, offset: number, tasks: number, amount: string) =>
    api.remotes.indexedDays.push({ owner, token, startsAt: String(NOVEMBER + offset * DAY), tasks, amount })
  day(NODE, USDC, 0, 2, '1500000')
  day(NODE, USDC, 3, 1, '250000')
  day(NODE, ETH, 3, 4, '2000000000000000')
  day(PROVIDER, USDC, 3, 9, '7000000')
}, 90_000)
afterAll(() => api?.close())

const FIELDS = '{ startsAt symbol decimals tasks amount usd }'
const EARNINGS = `query ($provider: Bytes, $nodeId: Bytes, $from: DateTime!, $to: DateTime, $first: Int! = 100) {
  earnings(provider: $provider, nodeId: $nodeId, from: $from, to: $to, first: $first) ${FIELDS} }`
const november = { from: '2026-11-01T13:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }

test('a node’s days in every token, the newest first, in dollars too', async () => {
  const { data } = await api.ask(EARNINGS, { nodeId: NODE, ...november })
  const { data: prices } = await api.ask('{ platform { paymentTokens { symbol usd } } }')
  const ethUsd = Number(prices.platform.paymentTokens.find(({ symbol }: { symbol: string }) => symbol === 'ETH').usd)
  expect(data.earnings).toMatchObject([
    { startsAt: '2026-11-04T00:00:00.000Z', symbol: 'ETH', decimals: 18, tasks: 4, amount: '2000000000000000' },
    { startsAt: '2026-11-04T00:00:00.000Z', symbol: 'USDC', decimals: 6, tasks: 1, amount: '250000', usd: '0.25' },
    { startsAt: '2026-11-01T00:00:00.000Z', symbol: 'USDC', decimals: 6, tasks: 2, amount: '1500000', usd: '1.5' },
  ])
  expect(Number(data.earnings[0].usd)).toBeCloseTo(0.002 * ethUsd, 9)
})

test('only periods that begin within the span, and at most so many', async () => {
  const later = await api.ask(EARNINGS, { nodeId: NODE, from: '2026-11-02T00:00:00.000Z', to: november.to, first: 1 })
  expect(later.data.earnings).toMatchObject([{ startsAt: '2026-11-04T00:00:00.000Z', symbol: 'ETH' }])
  const before = await api.ask(EARNINGS, { nodeId: NODE, from: november.from, to: '2026-11-04T00:00:00.000Z' })
  expect(before.data.earnings).toMatchObject([{ startsAt: '2026-11-01T00:00:00.000Z' }])
})

test('a provider’s and a buyer’s days are their own', async () => {
  const { data } = await api.ask(EARNINGS, { provider: PROVIDER, ...november })
  expect(data.earnings).toMatchObject([{ tasks: 9, amount: '7000000', usd: '7' }])
  const spending = `query ($from: DateTime!, $to: DateTime) {
    spending(buyer: "${PROVIDER.toUpperCase().replace('0X', '0x')}", from: $from, to: $to) ${FIELDS} }`
  expect((await api.ask(spending, november)).data.spending).toMatchObject([{ amount: '7000000', decimals: 6 }])
})

test('a token without a price has no dollars, and its amount', async () => {
  const unpriced = await startApi({ USD_FEEDS: '{"ETH":{"static":"1800"}}' }, { subgraph: true })
  try {
    unpriced.remotes.indexedDays.push(...api.remotes.indexedDays)
    const { data, errors } = await unpriced.ask(EARNINGS, { provider: PROVIDER, ...november })
    expect(errors).toBeUndefined()
    expect(data.earnings).toMatchObject([{ amount: '7000000', usd: null }])
  } finally {
    await unpriced.close()
  }
}, 60_000)

test.each([
  [{ ...november }, /either provider or nodeId, got neither/],
  [{ nodeId: NODE, provider: PROVIDER, ...november }, /got both/],
  [{ nodeId: PROVIDER, ...november }, /expected 8 bytes/],
  [{ nodeId: NODE, from: '2024-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' }, /at most 366 days/],
  [{ nodeId: NODE, ...november, first: 0 }, /first: expected 1 to 1000/],
])('what can not be is refused: %j', async (variables, message) => {
  const { errors } = await api.ask(EARNINGS, variables)
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } })
})
