import { readFileSync } from 'node:fs'
import { insertCandles } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Kind, parse, print } from 'graphql'
import { makeCandle, makeIndex, publishIndices } from '../../testing/prices.js'
import { startApi, type TestApi } from '../../testing/startApi.js'

const USDC = `0x${'7'.repeat(40)}`
let api: TestApi

beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())
beforeEach(() => publishIndices(api.storage, []))

const INDEX = `query ($class: String, $region: String, $token: String) {
  priceIndex(resourceType: GPU, resourceClass: $class, region: $region, token: $token) {
    resourceClass region token symbol decimals unit p10 median p90 volume usage trades asks providers thin soldBps } }`

describe('the price index', () => {
  test('answers by class, region and token, or all of a type', async () => {
    const gpu = { resourceType: 'GPU' } as const
    await publishIndices(api.storage, [
      makeIndex(),
      makeIndex({ ...gpu, resourceClass: 'RTX 4090', region: 'EU', thin: true, providers: 2 }),
      makeIndex({ ...gpu, resourceClass: 'RTX 4090' }),
      makeIndex({ ...gpu, token: USDC, median: 222n }),
      makeIndex({ ...gpu, token: `0x${'f'.repeat(40)}` }),
    ])
    const ask = async (variables: object) => (await api.ask(INDEX, variables)).data.priceIndex
    // A token that is no payment token is left out.
    expect(await ask({})).toHaveLength(3)
    expect(await ask({ class: 'RTX 4090', region: 'EU' })).toEqual([
      {
        resourceClass: 'RTX 4090',
        region: 'EU',
        token: `0x${'0'.repeat(40)}`,
        symbol: 'ETH',
        decimals: 18,
        unit: 'GPU-second',
        p10: '100',
        median: '200',
        p90: '400',
        volume: '5000',
        usage: '25',
        trades: 3,
        asks: 9,
        providers: 2,
        thin: true,
        soldBps: 5_000,
      },
    ])
    expect(await ask({ token: 'USDC' })).toMatchObject([{ symbol: 'USDC', decimals: 6, median: '222' }])
    const { errors } = await api.ask(INDEX, { token: 'DOGE' })
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect((await api.ask(INDEX, { region: 'MARS' })).errors?.[0]?.message).toMatch(/expected a region of ALL, US/)
  })

  test('is shown in dollars an hour where time is metered', async () => {
    // 222 222 222 222 wei a second at the local 3 000 dollars are 2.4 dollars an hour.
    await publishIndices(api.storage, [
      makeIndex({ p10: 10n ** 8n, median: 222_222_222_222_222_222n, p90: 10n ** 18n }),
    ])
    const { data } = await api.ask('{ priceIndex(resourceType: CPU) { usd { per p10 median p90 source updatedAt } } }')
    expect(data.priceIndex[0].usd).toEqual({
      per: 'core-hour',
      p10: '0.00000000108',
      median: '2.399999999999999997',
      p90: '10.8',
      source: 'ETH/USD fixed by configuration',
      updatedAt: null,
    })
  })

  test('says why there are no dollars, and answers the rest', async () => {
    const without = await startApi({ USD_FEEDS: '{"USDC":{"static":"1"}}' })
    try {
      await publishIndices(without.storage, [makeIndex()])
      const { data, errors } = await without.ask('{ priceIndex(resourceType: CPU) { median usd { median } } }')
      expect(data.priceIndex).toEqual([{ median: '200', usd: null }])
      expect(errors).toMatchObject([{ extensions: { code: 'USD_FEED_MISSING' }, path: ['priceIndex', 0, 'usd'] }])
      expect(errors?.[0]?.message).toMatch(/expected a price feed for ETH, configured are USDC/)
      // A client that throws on every error still gets quotes and prices: its own documents ask for no such dollars.
      const own = async (file: string, name: string, variables: object) => {
        const folder = new URL('../../../../packages/client/src/operations/', import.meta.url)
        const { definitions } = parse(readFileSync(new URL(file, folder), 'utf8'))
        const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === name)
        if (!operation) throw new Error(`expected ${name} in ${file}`)
        return without.ask(print(operation), variables)
      }
      const prices = await own('prices.graphql', 'PriceIndex', { resourceType: 'CPU' })
      expect([prices.errors, prices.data.priceIndex.length]).toEqual([undefined, 1])
      const quoted = await own('platform.graphql', 'Quote', { input: { resourceType: 'CPU', token: 'ETH' } })
      expect([quoted.errors, quoted.data.quote.symbol]).toEqual([undefined, 'ETH'])
      const shown = await own('platform.graphql', 'ShownPlatform', {})
      expect(shown.errors).toBeUndefined()
      const usd = shown.data.platform.paymentTokens.map((token: { symbol: string; usd: string | null }) => [
        token.symbol,
        token.usd !== null,
      ])
      expect(usd).toEqual([
        ['ETH', false],
        ['USDC', true],
        ['AIIGO', false],
      ])
    } finally {
      await without.close()
    }
  }, 60_000)
})

test('history comes in candles, newest first, a page at a time', async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 1, 1, hour))
  await insertCandles(
    api.storage.fork(),
    [0, 1, 2, 3].map((hour) => makeCandle(at(hour), { median: BigInt(1_000 + hour) })),
  )
  await insertCandles(api.storage.fork(), [
    makeCandle(at(0), { granularity: 'DAY' }),
    makeCandle(at(1), { region: 'EU' }),
  ])
  const CANDLES = `query ($input: PriceCandlesInput!, $first: Int) { priceCandles(input: $input, first: $first) {
    startsAt open high low close median volume providers thin } }`
  const page = async (input: object, first?: number) =>
    (await api.ask(CANDLES, { input: { resourceType: 'CPU', ...input }, first })).data.priceCandles
  const newest = await page({}, 3)
  expect(newest.map(({ median }: { median: string }) => median)).toEqual(['1003', '1002', '1001'])
  expect(newest[0]).toMatchObject({ startsAt: at(3).toISOString(), open: '180', high: '220', low: '150', close: '200' })
  expect(await page({ before: newest[2].startsAt })).toHaveLength(1)
  expect(await page({ granularity: 'DAY' })).toHaveLength(1)
  expect(await page({ region: 'EU' })).toHaveLength(1)
  const tooMany = await api.ask(CANDLES, { input: { resourceType: 'CPU' }, first: 1_001 })
  expect(tooMany.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
})

describe('price ticks', () => {
  const TICKS = `subscription ($after: Int) { priceTicks(resourceType: CPU, afterSeq: $after) {
    seq resourceClass region token p10 median p90 providers thin } }`

  const MARKER = 'AF'
  interface Tick {
    seq: number
    median: string
    region: string
  }

  /** @param onTick sees each tick; those of the marker's region do not count */
  async function take(count: number, variables: object, onTick: (tick: Tick) => void = () => undefined) {
    const client = api.socket()
    const taken: Tick[] = []
    for await (const { data, errors } of client.iterate<{ priceTicks: Tick }>({
      query: TICKS,
      variables: variables as Record<string, unknown>,
    })) {
      if (errors) throw errors
      const tick = (data as { priceTicks: Tick }).priceTicks
      onTick(tick)
      if (tick.region !== MARKER) taken.push(tick)
      if (taken.length === count) break
    }
    await client.dispose()
    return taken
  }

  test('come live and only for what moved, and can be gone on with after a break', async () => {
    const before = [makeIndex(), makeIndex({ region: 'EU' })]
    await publishIndices(api.storage, before)
    let begun = false
    const live = take(2, {}, () => {
      begun = true
    })
    // The subscription has begun when a change of another region arrives.
    let marker = makeIndex({ region: MARKER })
    await until(async () => {
      marker = { ...marker, median: marker.median + 1n }
      await publishIndices(api.storage, [...before, marker])
      return begun
    })
    // More was sold, but the price stays the same: no event.
    await publishIndices(api.storage, [
      makeIndex({ volume: 9_999n }),
      makeIndex({ region: 'EU', median: 201n }),
      marker,
    ])
    await publishIndices(api.storage, [makeIndex({ p90: 500n }), makeIndex({ region: 'EU', median: 201n }), marker])
    const ticks = await live
    expect(ticks).toMatchObject([
      { region: 'EU', median: '201', providers: 7, thin: false },
      { region: 'ALL', median: '200', p90: '500' },
    ])
    const [first, second] = ticks
    expect(second?.seq).toBe((first?.seq ?? 0) + 1)
    expect(await take(1, { after: first?.seq })).toEqual([second])
    await expect(take(1, { after: -1 })).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('a suggested ask', () => {
  const ASK = `query ($class: String, $region: String) { suggestedAsk(resourceType: GPU, resourceClass: $class, region: $region) {
    low suggested high index { resourceClass region } } }`
  const suggest = async (variables: object) => (await api.ask(ASK, variables)).data.suggestedAsk

  test('follows demand, by the nearest index there is', async () => {
    expect(await suggest({})).toBeNull()
    const gpu = { resourceType: 'GPU' } as const
    await publishIndices(api.storage, [
      makeIndex({ ...gpu, soldBps: 0 }),
      makeIndex({ ...gpu, region: 'EU', median: 300n }),
      makeIndex({ ...gpu, resourceClass: 'RTX 4090', soldBps: 10_000 }),
    ])
    expect(await suggest({})).toEqual({
      low: '100',
      suggested: '150',
      high: '400',
      index: { resourceClass: 'ALL', region: 'ALL' },
    })
    // No index of that class in that region: the class goes before the region.
    expect(await suggest({ class: 'RTX 4090', region: 'EU' })).toMatchObject({
      suggested: '300',
      index: { resourceClass: 'RTX 4090', region: 'ALL' },
    })
    expect(await suggest({ class: 'RTX 1', region: 'EU' })).toMatchObject({ suggested: '300', index: { region: 'EU' } })
  })
})
