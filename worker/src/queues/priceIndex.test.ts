import { randomUUID } from 'node:crypto'
import { ETH_ADDRESS, GRANULARITY_MS, type PriceKey } from '@aiigo/domain'
import { createLogger } from '@aiigo/service'
import {
  Attempt,
  linkWallets,
  Node,
  type PriceCandle,
  readCandles,
  readEvents,
  readIndices,
  type Storage,
} from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { claimInterval } from '../prices/claimInterval.js'
import { priceIndex } from './priceIndex.js'

const HOUR = GRANULARITY_MS.HOUR
const DAY_START = Date.parse('2026-03-02T00:00:00Z')
const KEY: PriceKey = { resourceType: 'CPU', resourceClass: 'ALL', region: 'ALL', token: ETH_ADDRESS }
const wallet = (n: number): string => `0x${n.toString(16).padStart(40, '0')}`
const log = createLogger({ name: 'test', level: 'silent' })

// Whole days are worked through on a real database.
jest.setTimeout(120_000)

let storage: Storage

withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  await storage
    .fork()
    .execute(
      `truncate job, attempt, node, event, event_topic, ask_span, price_index, price_candle, price_interval, wallet_link cascade`,
    )
})

const run = (at: number) => priceIndex({ storage, log, settings: { priceTokens: [ETH_ADDRESS] } }, new Date(at))

/** An ask that stood from one instant to another, as the database would have recorded it. */
async function stood(provider: number, rate: number, from: number, to: number | null, units = 1): Promise<void> {
  await storage.fork().execute(
    `insert into ask_span (node_id, provider, resource_type, region, token, rate, units, since, until)
     values (?, ?, 'CPU', 'EU', ?, ?, ?, ?::timestamptz, ?::timestamptz)`,
    [
      `node-${provider}-${from}`,
      wallet(provider),
      ETH_ADDRESS,
      rate,
      units,
      new Date(from).toISOString(),
      to === null ? null : new Date(to).toISOString(),
    ],
  )
}

/** A task that was settled. */
async function sold(provider: number, rate: number, usage: number, at: number, buyer = 99): Promise<void> {
  const em = storage.fork()
  const node = await makeNode(em, { provider: wallet(provider), online: false })
  const job = await makeJob(em, {
    state: 'PAID',
    buyer: wallet(buyer),
    result: {
      manifestCid: '',
      manifestSha256: '',
      usage: BigInt(usage),
      exitCode: 0,
      outputs: [],
      cost: BigInt(usage * rate),
    },
  })
  await em.insert(Attempt, {
    id: randomUUID(),
    jobId: job.id,
    taskId: job.taskId,
    nodeId: node.id,
    provider: node.provider,
    state: 'SUCCEEDED',
    rate: BigInt(rate),
    score: { total: 1, terms: {}, weights: {} },
    offeredAt: new Date(at - 60_000),
    expiresAt: new Date(at),
    endedAt: new Date(at),
  })
}

const candles = (granularity: 'HOUR' | 'DAY', key: Partial<PriceKey> = {}) =>
  readCandles(storage.fork(), {
    ...KEY,
    ...key,
    granularity,
    before: new Date(DAY_START + 100 * 86_400_000),
    first: 500,
  })
const hour = async (n: number): Promise<PriceCandle | undefined> =>
  (await candles('HOUR')).find(({ startsAt }) => startsAt.getTime() === DAY_START + n * HOUR)

describe('candles', () => {
  test('hold the hour’s prices by time, what it sold, and how they moved within it', async () => {
    for (let provider = 1; provider <= 5; provider++)
      await stood(provider, 1_000 * provider, DAY_START, DAY_START + HOUR)
    // A sixth asks little for the last quarter of an hour.
    await stood(6, 10, DAY_START + 0.75 * HOUR, DAY_START + HOUR)
    await sold(3, 3_000, 7, DAY_START + 0.5 * HOUR)
    await run(DAY_START + HOUR + 60_000)
    expect(await hour(0)).toMatchObject({
      open: 3_000n,
      close: 3_000n,
      low: 3_000n,
      high: 3_000n,
      p10: 1_000n,
      median: 3_000n,
      p90: 5_000n,
      volume: 21_000n,
      usage: 7n,
      trades: 1,
      asks: 6,
      providers: 6,
      thin: false,
    })
    expect(await candles('HOUR', { region: 'EU' })).toHaveLength(1)
    expect(await candles('HOUR', { region: 'US' })).toHaveLength(0)
  })

  test('are taken once, however many take them at once and however often they run', async () => {
    for (let provider = 1; provider <= 5; provider++) await stood(provider, 100 + provider, DAY_START, null)
    const now = DAY_START + 30 * HOUR
    await Promise.all([run(now), run(now), run(now)])
    const first = await candles('HOUR')
    expect(first).toHaveLength(29)
    expect(new Set(first.map(({ startsAt }) => startsAt.getTime())).size).toBe(29)
    expect(await candles('DAY')).toHaveLength(1)
    await run(now)
    await run(now + 1_000)
    expect(await candles('HOUR')).toEqual(first)
    expect(await claimInterval(storage, [ETH_ADDRESS], 'HOUR', DAY_START)).toBe(false)
  })

  test('made late, after a downtime, are the same as made in time', async () => {
    const facts = async () => {
      for (let provider = 1; provider <= 7; provider++) {
        // Every provider changes the price twice, at different times.
        const [a, b] = [DAY_START + provider * 1.7 * HOUR, DAY_START + (30 + provider * 2.3) * HOUR]
        await stood(provider, 500 + 37 * provider, DAY_START, a)
        await stood(provider, 700 - 21 * provider, a, b)
        await stood(provider, 400 + 55 * provider, b, null)
      }
      for (let i = 0; i < 12; i++) await sold(1 + (i % 4), 450 + 30 * i, 50, DAY_START + (i * 4 + 0.5) * HOUR)
    }
    await facts()
    for (let at = DAY_START; at <= DAY_START + 60 * HOUR; at += 0.5 * HOUR) await run(at)
    const inTime = [await candles('HOUR'), await candles('DAY')]
    expect(inTime.map(({ length }) => length)).toEqual([59, 2])
    await storage.fork().execute('truncate price_candle, price_interval, price_index')
    await run(DAY_START + 60 * HOUR)
    expect([await candles('HOUR'), await candles('DAY')]).toEqual(inTime)
  })

  test('a mark without candles can not remain: a failure takes back both', async () => {
    await stood(1, 100, DAY_START, null)
    await storage.fork().execute('alter table price_candle add constraint broken check (median < 0)')
    await expect(run(DAY_START + 2 * HOUR)).rejects.toThrow(/broken/)
    await storage.fork().execute('alter table price_candle drop constraint broken')
    await run(DAY_START + 2 * HOUR)
    expect(await hour(0)).toMatchObject({ median: 100n })
  })

  test('a day opens with its first hour, closes with its last and has seen the extremes', async () => {
    for (let provider = 1; provider <= 5; provider++) {
      await stood(provider, 100 * provider, DAY_START, DAY_START + 6 * HOUR)
      await stood(provider, 1_000 * provider, DAY_START + 6 * HOUR, DAY_START + 12 * HOUR)
      await stood(provider, 200 * provider, DAY_START + 12 * HOUR, null)
    }
    await run(DAY_START + 24 * HOUR + 60_000)
    const hours = (await candles('HOUR')).reverse()
    const [day] = await candles('DAY')
    expect(hours).toHaveLength(24)
    expect(day).toMatchObject({
      open: hours[0]?.open,
      close: hours[23]?.close,
      high: hours.map(({ high }) => high).sort((a, b) => Number(b - a))[0],
      low: hours.map(({ low }) => low).sort((a, b) => Number(a - b))[0],
    })
    expect(day?.high).toBeGreaterThan(day?.close as bigint)
    expect(day?.low).toBeLessThan(day?.close as bigint)
  })
})

describe('self-dealing', () => {
  const at = DAY_START + 0.5 * HOUR

  test('a provider’s own purchases, and those of wallets it funds, are not seen', async () => {
    for (let provider = 1; provider <= 5; provider++) await stood(provider, 100, DAY_START, DAY_START + HOUR)
    await sold(1, 1_000_000, 10, at, 1)
    await linkWallets(storage.fork(), [
      { a: wallet(2), b: wallet(50).toUpperCase().replace('0X', '0x'), evidence: 'withdrawn to' },
    ])
    await sold(2, 1_000_000, 10, at, 50)
    await sold(3, 100, 10, at, 51)
    await run(DAY_START + HOUR + 60_000)
    expect(await hour(0)).toMatchObject({ trades: 1, volume: 1_000n, median: 100n, p90: 100n })
  })

  test('wash trades that nobody sees through leave the median where it was', async () => {
    for (let provider = 1; provider <= 6; provider++) await stood(provider, 100 + provider, DAY_START, null)
    await run(DAY_START + HOUR + 60_000)
    const before = await hour(0)
    for (let i = 0; i < 40; i++) await sold(7, 900_000, 100_000, DAY_START + 1.5 * HOUR + i * 1_000, 60 + i)
    await run(DAY_START + 2 * HOUR + 60_000)
    const after = await hour(1)
    expect(after?.trades).toBe(40)
    expect(after?.median).toBe(before?.median)
    // Honest prices are within a factor of two: that is as far as an outlier shows.
    expect(after?.p90).toBeLessThanOrEqual(2n * (before?.median as bigint))
  })
})

describe('live indices', () => {
  test('are there at once, and ticks are announced when they move and only then', async () => {
    for (let provider = 1; provider <= 5; provider++)
      await stood(provider, 100 * provider, DAY_START, DAY_START + 3 * HOUR)
    const ticks = async () => (await readEvents(storage.fork(), 'prices:CPU', 0)).map(({ data }) => data)
    await run(DAY_START + 0.2 * HOUR)
    expect(await readIndices(storage.fork(), KEY)).toMatchObject([
      { median: 300n, p10: 100n, p90: 500n, providers: 5, asks: 5, thin: false, soldBps: 0 },
    ])
    expect(await ticks()).toHaveLength(2)
    await run(DAY_START + 0.3 * HOUR)
    expect(await ticks()).toHaveLength(2)
    // Every provider doubles the price; an hour later no old price is left.
    for (let provider = 1; provider <= 5; provider++) await stood(provider, 200 * provider, DAY_START + 3 * HOUR, null)
    await run(DAY_START + 4 * HOUR)
    const moved = (await ticks()).slice(2)
    expect(moved.map(({ region }) => region).sort()).toEqual(['ALL', 'EU'])
    expect(moved[0]).toMatchObject({ resourceType: 'CPU', token: ETH_ADDRESS, thin: false, providers: 5 })
    expect(BigInt(moved[0]?.median ?? 0)).toBeGreaterThan(300n)
  })

  test('end when nobody asks and nothing was sold', async () => {
    await stood(1, 100, DAY_START, DAY_START + HOUR)
    await run(DAY_START + HOUR)
    expect(await readIndices(storage.fork())).toHaveLength(2)
    await run(DAY_START + 2 * HOUR + 1)
    expect(await readIndices(storage.fork())).toEqual([])
  })
})

describe('the database notes which asks stand', () => {
  const spans = async () =>
    storage
      .fork()
      .execute<{ token: string; rate: string; units: number; open: boolean; model: string | null }[]>(
        'select token, rate, units, model, until is null as open from ask_span order by since, token',
      )
  const passes = (seconds: number) =>
    storage
      .fork()
      .execute(
        'update ask_span set since = since - make_interval(secs => ?), until = until - make_interval(secs => ?)',
        [seconds, seconds],
      )
  const open = async () => (await spans()).filter((span) => span.open)

  test('from available to not, with every change of price, and not with heartbeats', async () => {
    const em = storage.fork()
    const node = await makeNode(em, { asks: { [ETH_ADDRESS]: '10', '0xAB': '5', '0xcd': '0', '0xef': 'junk' } })
    const change = async (changes: Partial<Node>) => {
      await passes(60)
      await em.nativeUpdate(Node, { id: node.id }, changes)
    }
    expect((await spans()).map(({ token, rate }) => [token, rate]).sort()).toEqual([
      [ETH_ADDRESS, '10'],
      ['0xab', '5'],
    ])
    await change({ lastHeartbeatAt: new Date(), roundTripMs: 4 })
    expect(await spans()).toHaveLength(2)
    await change({ asks: { [ETH_ADDRESS]: '12', '0xab': '5' } })
    expect((await spans()).map(({ rate, open: stands }) => `${rate} ${stands}`).sort()).toEqual([
      '10 false',
      '12 true',
      '5 true',
    ])
    await change({ spec: { hardware: { model: 'RTX 4090' } } })
    expect((await open()).map(({ model }) => model)).toEqual(['RTX 4090', 'RTX 4090'])
    for (const gone of [{ online: false }, { availability: 'DRAINING' }, { state: 'INACTIVE' }] as const) {
      await change(gone)
      expect(await open()).toEqual([])
      await change({ online: true, availability: 'AVAILABLE', state: 'ACTIVE' })
      expect(await open()).toHaveLength(2)
    }
  })

  test('but not what stood for a moment only, so that nobody fills the table', async () => {
    const em = storage.fork()
    const node = await makeNode(em)
    for (let i = 0; i < 20; i++) {
      await em.nativeUpdate(Node, { id: node.id }, { spec: { hardware: { model: `RTX ${1_000 + i}` } } })
    }
    expect(await spans()).toMatchObject([{ open: true, model: 'RTX 1019' }])
  })

  test('a node that calls itself many things is one class, and a token that nobody can pay in is no price', async () => {
    const em = storage.fork()
    const node = await makeNode(em, { resourceType: 'GPU', asks: { [ETH_ADDRESS]: '10', '0xab': '5' } })
    for (const [i, seconds] of [100, 900, 50].entries()) {
      await em.nativeUpdate(Node, { id: node.id }, { spec: { hardware: { model: `RTX ${1_000 + i}` } } })
      // Each of these devices has been audited.
      await em.nativeUpdate(Node, { id: node.id }, { typeShownUntil: new Date(Date.now() + 86_400_000) })
      await passes(seconds)
    }
    await run(Date.now())
    const indices = await readIndices(storage.fork())
    expect(indices.map(({ resourceClass, region, token }) => [resourceClass, region, token])).toEqual([
      ['ALL', 'ALL', ETH_ADDRESS],
      ['ALL', 'EU', ETH_ADDRESS],
      ['RTX 1001', 'ALL', ETH_ADDRESS],
      ['RTX 1001', 'EU', ETH_ADDRESS],
    ])
  })
})
