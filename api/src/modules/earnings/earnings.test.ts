import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeIndex, publishIndices } from '../../testing/prices.js'
import { startApi, type TestApi } from '../../testing/startApi.js'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

const ESTIMATE = `query ($input: EarningsInput!) { earningsEstimate(input: $input) {
  symbol decimals gross fee net stakingRewards bonuses feeBps utilizationBps utilizationAssumed indexRate
  usd { gross fee stakingRewards bonuses net sources } } }`

async function estimate(input: object) {
  const { data, errors } = await api.ask(ESTIMATE, { input: { token: 'USDC', ...input } })
  if (errors) throw errors[0]
  return data.earningsEstimate
}

/** "Example Earnings (Monthly)" of the system design, in dollars. */
test.each([
  ['RTX 4090', { resourceType: 'GPU', pricePerHour: '800000', utilizationBps: 6_000 }, 350],
  ['RTX 3080', { resourceType: 'GPU', pricePerHour: '400000', utilizationBps: 6_000 }, 175],
  ['32 cores', { resourceType: 'CPU', units: 32, pricePerHour: '150000', utilizationBps: 7_000 }, 75],
  ['1 Gbps', { resourceType: 'NETWORK', rate: '20000000', perDay: '500000' }, 300],
  ['mobile device', { resourceType: 'MOBILE', rate: '10000000000', perDay: '100' }, 30],
])('%s earns a month what the design says, gross within 3 %%', async (_, input, expected) => {
  const { gross, fee, net, usd } = await estimate(input)
  expect(Math.abs(Number(gross) / 1e6 / expected - 1)).toBeLessThan(0.03)
  expect(Number(fee)).toBe(Math.floor(Number(gross) * 0.08))
  expect(Number(net)).toBe(Number(gross) - Number(fee))
  expect(Number(usd.gross)).toBeCloseTo(Number(gross) / 1e6, 6)
})

test('rewards and bonuses are in AIIGO, and in the sum of dollars', async () => {
  // 100 000 AIIGO at 12 % a year are 1 000 a month; with 200 of bonuses they are 60 dollars at the local 5 cents.
  const result = await estimate({
    resourceType: 'GPU',
    pricePerHour: '800000',
    utilizationBps: 6_000,
    staked: (100_000n * 10n ** 18n).toString(),
    apyBps: 1_200,
    bonuses: (200n * 10n ** 18n).toString(),
  })
  expect(result).toMatchObject({
    gross: '350400000',
    fee: '28032000',
    net: '322368000',
    stakingRewards: (1_000n * 10n ** 18n).toString(),
    usd: { gross: '350.4', fee: '28.032', stakingRewards: '50', bonuses: '10', net: '382.368' },
  })
  expect(result.usd.sources).toHaveLength(2)
})

test('without a price it goes by the index, and by what of the capacity is sold', async () => {
  await expect(estimate({ resourceType: 'CPU', token: 'ETH' })).rejects.toMatchObject({
    extensions: { code: 'PRICE_UNKNOWN' },
  })
  await publishIndices(api.storage, [
    makeIndex({ median: 200_000_000n, soldBps: 2_500 }),
    makeIndex({ region: 'EU', soldBps: 0 }),
  ])
  // 200 a second × 3600 × 2 cores × 730 hours × 25 %
  expect(await estimate({ resourceType: 'CPU', units: 2, token: 'ETH' })).toMatchObject({
    gross: '262800000',
    indexRate: '200000000',
    utilizationBps: 2_500,
    utilizationAssumed: false,
  })
  expect(await estimate({ resourceType: 'CPU', token: 'ETH', region: 'EU' })).toMatchObject({
    utilizationBps: 6_000,
    utilizationAssumed: true,
  })
})

test.each([
  [{ resourceType: 'GPU', pricePerHour: '1', rate: '1' }, /either pricePerHour or rate/],
  [{ resourceType: 'NETWORK', pricePerHour: '1' }, /expected a rate for NETWORK/],
  [{ resourceType: 'NETWORK', rate: '1' }, /expected perDay/],
  [{ resourceType: 'GPU', rate: '1', units: 0 }, /units from 1/],
  [{ resourceType: 'GPU', rate: '-1' }, /expected 0 or more/],
  [{ resourceType: 'GPU', rate: '1', utilizationBps: 10_001 }, /utilizationBps: expected/],
  [{ resourceType: 'GPU', rate: '1', hours: -1 }, /hours: expected/],
  [{ resourceType: 'GPU', rate: '1', staked: '-1' }, /staked: expected/],
  [{ resourceType: 'GPU', rate: '1', bonuses: '-1' }, /bonuses of 0 or more/],
])('what can not be is refused: %j', async (input, message) => {
  const { errors } = await api.ask(ESTIMATE, { input })
  expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } })
})
