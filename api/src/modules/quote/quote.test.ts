import { randomUUID } from 'node:crypto'
import { ETH_ADDRESS, RATE_SCALE } from '@aiigo/domain'
import { Attempt, insertCandles, inTransaction, type Job, moveJob, type Node } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { makeCandle, makeIndex, publishIndices } from '../../testing/prices.js'
import { startApi, type TestApi } from '../../testing/startApi.js'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())
beforeEach(async () => {
  // Nodes are deleted and not truncated: the API follows their changes.
  await api.storage.fork().execute('truncate attempt, reservation, job, job_log, price_candle cascade')
  await api.storage.fork().execute('delete from node')
  await publishIndices(api.storage, [])
})

const QUOTE = `query ($input: QuoteInput!) { quote(input: $input) { usage maxRate nodeCount availableCount thin
  forecast { expectedRate lowRate highRate expectedCost lowCost highCost basis samples }
  wait { expectedSeconds p90Seconds samples } } }`

async function quote(input: object = {}) {
  const { data, errors } = await api.ask(QUOTE, { input: { resourceType: 'CPU', ...input } })
  if (errors) throw errors[0]
  return data.quote
}

const asking = (rate: number, changes: Partial<Node> = {}) =>
  makeNode(api.storage.fork(), { asks: { [ETH_ADDRESS]: String(rate) }, ...changes })

/** A task that was paid at a rate, offered some hours ago. */
async function paid(node: Node, rate: number, hoursAgo: number): Promise<void> {
  const em = api.storage.fork()
  const at = new Date(Date.now() - hoursAgo * 3_600_000)
  const result = {
    manifestCid: '',
    manifestSha256: '',
    usage: 5n,
    exitCode: 0,
    outputs: [],
    cost: (5n * BigInt(rate)) / RATE_SCALE,
  }
  const job = await makeJob(em, { state: 'PAID', result })
  await em.insert(Attempt, {
    id: randomUUID(),
    jobId: job.id,
    taskId: job.taskId,
    nodeId: node.id,
    provider: node.provider,
    state: 'SUCCEEDED',
    rate: BigInt(rate),
    score: { total: 1, terms: {}, weights: {} },
    offeredAt: at,
    expiresAt: at,
    endedAt: new Date(at.getTime() + 60_000),
  })
}

describe('the expected price', () => {
  test('is learnt from what was paid against the index before', async () => {
    const million = 1_000_000
    const node = await asking(1_000 * million)
    // By the unit: the market was at 100 and every hour one job was done, at 0.51, 0.52, … 1.50 times that.
    // Now it is at 2 000.
    const hours = Array.from({ length: 110 }, (_, i) => new Date(Math.floor(Date.now() / 3_600_000 - i) * 3_600_000))
    await insertCandles(
      api.storage.fork(),
      hours.map((startsAt) => makeCandle(startsAt, { median: 100n * RATE_SCALE })),
    )
    for (let i = 1; i <= 99; i++) await paid(node, (50 + i) * million, i)
    await publishIndices(api.storage, [makeIndex({ median: 2_000n * RATE_SCALE })])
    const { forecast } = await quote({ units: 2, seconds: 10 })
    // Of 99 the 10th, 50th and 90th smallest.
    expect(forecast).toEqual({
      basis: 'TRADES',
      samples: 99,
      lowRate: '1200000000',
      expectedRate: '2000000000',
      highRate: '2800000000',
      lowCost: '24000',
      expectedCost: '40000',
      highCost: '56000',
    })
    // No node above the limit is matched: of the 55 ratios within it the 5th, 28th and 51st.
    expect((await quote({ maxRate: '2100000000' })).forecast).toMatchObject({
      samples: 55,
      lowRate: '1100000000',
      expectedRate: '1560000000',
      highRate: '2020000000',
    })
  }, 60_000)

  test('is reasoned from asks while too little was sold', async () => {
    for (const rate of [100, 110, 120]) await asking(rate)
    await asking(5_000)
    const { forecast, nodeCount, thin } = await quote({ profile: 'cheapest' })
    expect({ nodeCount, thin }).toEqual({ nodeCount: 4, thin: true })
    // Nine of ten offers are taken up: the cheapest gets it.
    expect(forecast).toMatchObject({ basis: 'ASKS', samples: 4, expectedRate: '100', lowRate: '100', highRate: '100' })
  })

  test('expects the next ones where the best is away', async () => {
    await asking(100, { online: false })
    await asking(110)
    expect((await quote({ profile: 'cheapest' })).forecast).toMatchObject({ expectedRate: '110' })
  })

  test('is none where nobody could take the job at an accepted rate', async () => {
    expect(await quote()).toMatchObject({ forecast: null, wait: null })
    await asking(100)
    expect(await quote({ maxRate: '99' })).toMatchObject({ nodeCount: 0, forecast: null, wait: null })
  })
})

describe('a price per hour', () => {
  test('becomes the highest rate it allows for the whole job, never more', async () => {
    // 7 200 for an hour of two cores: exactly 1 a core-second, a million for a million of them.
    expect((await quote({ units: 2, maxPricePerHour: '7200' })).maxRate).toBe('1000000')
    expect((await quote({ units: 2, maxPricePerHour: '7201' })).maxRate).toBe('1000138')
    expect((await quote({ units: 2, maxPricePerHour: '14400' })).maxRate).toBe('2000000')
    expect((await quote({ units: 2, maxPricePerHour: '14400', maxRate: '1' })).maxRate).toBe('1')
    // 60 MB in half an hour are 120 an hour.
    const network = { resourceType: 'NETWORK', usage: '60', seconds: 1_800, maxPricePerHour: '250' }
    expect((await quote(network)).maxRate).toBe('2083333')
  })

  test('decides who is asked', async () => {
    await asking(3_000_000)
    await asking(2_000_000)
    const { forecast } = await quote({ maxPricePerHour: '7300' })
    expect(forecast).toMatchObject({ expectedRate: '2000000', highRate: '2000000', samples: 1 })
  })

  test('that buys less than one base unit for a million of anything is refused by name', async () => {
    const { errors } = await api.ask(QUOTE, { input: { resourceType: 'CPU', units: 500, maxPricePerHour: '1' } })
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringMatching(/maxPricePerHour: expected a price per hour of at least 2 base units/),
    })
  })
})

describe('the wait', () => {
  async function waited(seconds: number): Promise<void> {
    const job = await makeJob(api.storage.fork())
    await inTransaction(api.storage, async (em) => {
      const queued = await moveJob(em, job, 'QUEUED')
      const matched = queued && (await moveJob(em, queued, 'MATCHED'))
      if (matched) await moveJob(em, matched, 'ASSIGNED')
    })
    await api.storage
      .fork()
      .execute(`update event set at = at - make_interval(secs => ?) where topic = ? and data ->> 'state' = 'QUEUED'`, [
        seconds,
        `job:${job.id}`,
      ])
  }

  test('is as it was for the latest jobs while a node is free', async () => {
    await asking(1)
    expect((await quote()).wait).toEqual({ expectedSeconds: 10, p90Seconds: 60, samples: 0 })
    for (let i = 1; i <= 10; i++) await waited(10 * i)
    const { wait } = await quote()
    // The moves themselves take some milliseconds.
    expect(wait.samples).toBe(10)
    expect([50, 51, 52]).toContain(wait.expectedSeconds)
    expect([90, 91, 92]).toContain(wait.p90Seconds)
  })

  test('lasts until a busy node is due when none is free, and is unknown when nothing is due', async () => {
    const node = await asking(1, { units: 1, online: false })
    expect((await quote()).wait).toBeNull()
    await makeJob(api.storage.fork(), {
      state: 'EXECUTING',
      nodeId: node.id,
      dueAt: new Date(Date.now() + 100_000),
    } as Partial<Job>)
    const { wait } = await quote()
    expect(wait.expectedSeconds).toBeGreaterThan(105)
    expect(wait.expectedSeconds).toBeLessThanOrEqual(110)
  })
})

// The last one: it moves the clock, which what others look at would be late by.
describe('a task above its token’s cap', () => {
  test('counts no BASIC node, whether by its budget, its rate or the highest ask', async () => {
    const counts = async (input: object) => (await quote(input)).nodeCount
    await asking(500_000_000, { trustLevel: 'BASIC' })
    await asking(400_000_000, { trustLevel: 'VERIFIED' })
    await asking(1_001_000_000, { trustLevel: 'VERIFIED' })
    // 300 seconds of one core at a core-second’s 1 000.
    api.remotes.smallTaskCaps.set(ETH_ADDRESS, 300_000n)
    api.advance(60_000)
    try {
      expect(await Promise.all([{ maxRate: '1000000000' }, { budget: '300000' }].map(counts))).toEqual([2, 2])
      expect(await Promise.all([{ maxRate: '1001000000' }, { budget: '300001' }, {}].map(counts))).toEqual([2, 1, 2])
    } finally {
      api.remotes.smallTaskCaps.clear()
      api.advance(60_000)
    }
  })
})

test('a quote costs as much as an answer with a thousand fields', async () => {
  await asking(1_000)
  const { extensions } = await api.ask('{ quote(input: { resourceType: CPU }) { nodeCount } }')
  expect(extensions.cost.requested).toBe(1_001)
})

describe('the least hardware', () => {
  test('counts nodes that have it; null is no requirement', async () => {
    const spec = { memoryMiB: 4_096, hardware: { model: 'EPYC 7763', ramGiB: 64 } }
    await asking(1_000, { region: 'AF', spec })
    await asking(1_000, { region: 'AF' })
    const count = async (hardware: object | null) => (await quote({ regions: ['AF'], hardware })).nodeCount
    expect(await count({ model: 'epyc', minRamGiB: 64 })).toBe(1)
    expect(await count({ model: null, minRamGiB: 65, minVramGiB: null })).toBe(0)
    expect([await count({ model: null }), await count(null)]).toEqual([2, 2])
  })

  test('is refused when it names another part, or an impossible amount', async () => {
    const refusal = { extensions: { code: 'BAD_USER_INPUT' } }
    await expect(quote({ hardware: { wheels: 4 } })).rejects.toMatchObject(refusal)
    await expect(quote({ hardware: { minRamGiB: 0 } })).rejects.toMatchObject(refusal)
  })
})
