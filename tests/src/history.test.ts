import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReader, type Reader, taskMarketplaceAbi } from '@aiigo/chain'
import { type Stack, startStack } from '@aiigo/devstack'
import { ETH_ADDRESS, pause } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Address } from 'viem'
import { ask } from './testkit/ask.js'

/** Dollars of one whole token on a local chain, and its decimals. */
const ETH_USD = 3_000
const DAY = 86_400
/** The worker makes at most 200 candles a run, one run a minute: the hours of two weeks take two. */
const CANDLES_MS = 400_000

jest.setTimeout(180_000)

/** A task as the contracts' own logs tell it. Amounts in base units. */
interface Ended {
  provider: Address | null
  buyer: Address
  token: Address
  cost: bigint
  providerAmount: bigint
  type: number
  /** Unix seconds. */
  at: number
  paid: boolean
}

describe('a system that was started with a history', () => {
  let folder: string
  let stack: Stack
  let reader: Reader
  let ended: Ended[]
  /** The beginning of the day on which the history ends, by UTC. */
  let today: string
  const api = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const { data, errors } = await ask<Data>(stack.urls.api, query, variables)
    if (!data) throw new Error(JSON.stringify(errors))
    return data
  }

  beforeAll(async () => {
    today = dayOf(Date.now() / 1_000)
    folder = await mkdtemp(join(tmpdir(), 'aiigo-history-'))
    stack = await startStack({ dataDir: join(folder, 'data'), ports: 'free', upTo: 'services', history: true })
    reader = createReader(stack.chainId, stack.urls.ethereumRpc)
    ended = await readEnds(reader, stack.deployment.addresses.TaskMarketplace)
  }, 600_000)
  afterAll(async () => {
    await stack?.stop()
    await rm(folder, { recursive: true, force: true })
  }, 120_000)

  it('has two weeks of tasks on its chain, whose time has come to the present', async () => {
    expect(ended.length).toBeGreaterThan(50)
    const days = new Set(ended.map(({ at }) => Math.floor(at / DAY)))
    expect(days.size).toBeGreaterThanOrEqual(13)
    expect(Math.max(...ended.map(({ at }) => at))).toBeLessThan(Date.now() / 1_000)
    await stack.fundBuyer(`0x${'12'.repeat(20)}`, 'ETH', 1n)
    const { timestamp } = await reader.getBlock()
    expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60)
  })

  it('shows what each provider earned and each buyer spent by day, as the logs have it', async () => {
    const from = new Date(Date.now() - 60 * DAY * 1_000).toISOString()
    const fields = 'startsAt token tasks amount usd'
    const providers = new Set(ended.flatMap(({ provider }) => provider ?? []))
    expect(providers.size).toBe(3)
    for (const provider of providers) {
      const query = `query ($of: Bytes!, $from: DateTime!) { earnings(provider: $of, from: $from, first: 1000) { ${fields} } }`
      const { earnings } = await api<{ earnings: Period[] }>(query, { of: provider, from })
      const own = ended.filter((task) => task.provider === provider && task.paid)
      expect(byDay(earnings)).toEqual(sums(own, ({ providerAmount }) => providerAmount))
    }
    for (const buyer of new Set(ended.map((task) => task.buyer))) {
      const query = `query ($of: Bytes!, $from: DateTime!) { spending(buyer: $of, from: $from, first: 1000) { ${fields} } }`
      const { spending } = await api<{ spending: Period[] }>(query, { of: buyer, from })
      const own = ended.filter((task) => task.buyer === buyer && task.paid)
      expect(byDay(spending)).toEqual(sums(own, ({ cost }) => cost))
    }
  })

  it.each([
    ['CPU', 1],
    ['GPU', 0],
  ])(
    'has a candle of %s for each day, with the trades of the logs',
    async (resourceType, type) => {
      const query = `query ($input: PriceCandlesInput!) { priceCandles(input: $input, first: 100) { startsAt trades volume median } }`
      for (const [token, symbol] of [
        [ETH_ADDRESS, 'ETH'],
        [stack.deployment.addresses.TestUSDC?.toLowerCase() as Address, 'USDC'],
      ] as const) {
        const input = { resourceType, granularity: 'DAY', token: symbol, before: today }
        type Candle = { startsAt: string; trades: number; volume: string; median: string }
        let candles: Candle[] = []
        for (const until = Date.now() + CANDLES_MS; Date.now() < until; await pause(2_000)) {
          candles = (await api<{ priceCandles: Candle[] }>(query, { input })).priceCandles
          if (candles.length >= 14) break
        }
        expect(candles.length).toBeGreaterThanOrEqual(14)
        const told = candles.map(({ startsAt, trades, volume }) => [new Date(startsAt).toISOString(), trades, volume])
        const own = ended.filter((task) => task.paid && task.type === type && task.token === token)
        const known = candles.map(({ startsAt }) => {
          const moment = new Date(startsAt).toISOString()
          const tasks = own.filter(({ at }) => dayOf(at) === moment)
          return [moment, tasks.length, `${tasks.reduce((sum, { cost }) => sum + cost, 0n)}`]
        })
        expect(told).toEqual(known)
        // A price moves over two weeks.
        expect(new Set(candles.map(({ median }) => median)).size).toBeGreaterThan(3)
      }
    },
    450_000,
  )

  it('knows the figures of the table: who traded, for how much, and how often it went well', async () => {
    const query = '{ marketStats { kpis { name value } } }'
    const read = async () => {
      const { marketStats } = await api<{ marketStats: { kpis: { name: string; value: number | null }[] } }>(query)
      return Object.fromEntries(marketStats.kpis.map(({ name, value }) => [name, value]))
    }
    // The worker counts who was there once a minute, and the answer is remembered for one.
    let kpis = await read()
    for (const until = Date.now() + 200_000; Date.now() < until && !kpis.ACTIVE_PROVIDERS; await pause(2_000)) {
      kpis = await read()
    }
    const paid = ended.filter((task) => task.paid)
    const dollars = ({ token, cost }: Ended) =>
      token === ETH_ADDRESS ? (Number(cost) / 1e18) * ETH_USD : Number(cost) / 1e6
    expect(kpis).toMatchObject({
      ACTIVE_PROVIDERS: 3,
      ACTIVE_BUYERS: new Set(ended.map(({ buyer }) => buyer)).size,
      MONTHLY_VOLUME: expect.closeTo(
        paid.reduce((sum, task) => sum + dollars(task), 0),
        1,
      ),
      TASK_SUCCESS_RATE: expect.closeTo((100 * paid.length) / ended.length, 1),
      PROVIDER_RETENTION: 100,
    })
  }, 250_000)
})

/** The beginning of a day by UTC, ISO 8601. @param at Unix seconds */
const dayOf = (at: number) => new Date(Math.floor(at / DAY) * DAY * 1_000).toISOString()

interface Period {
  startsAt: string
  token: string
  tasks: number
  amount: string
}

const keyOf = (seconds: number, token: string) => `${Math.floor(seconds / DAY)} ${token.toLowerCase()}`
const byDay = (periods: readonly Period[]) =>
  Object.fromEntries(
    periods.map(({ startsAt, token, tasks, amount }) => [keyOf(Date.parse(startsAt) / 1_000, token), [tasks, amount]]),
  )

function sums(tasks: readonly Ended[], amountOf: (task: Ended) => bigint): Record<string, [number, string]> {
  const result: Record<string, [number, string]> = {}
  for (const task of tasks) {
    const key = keyOf(task.at, task.token)
    const [count, amount] = result[key] ?? [0, '0']
    result[key] = [count + 1, `${BigInt(amount) + amountOf(task)}`]
  }
  return result
}

/** Every task that has ended, from the logs alone. */
async function readEnds(reader: Reader, address: Address): Promise<Ended[]> {
  const range = { address, abi: taskMarketplaceAbi, fromBlock: 0n, toBlock: 'latest', strict: true } as const
  const [funded, assigned, submitted, settled, expired] = await Promise.all([
    reader.getContractEvents({ ...range, eventName: 'TaskFunded' }),
    reader.getContractEvents({ ...range, eventName: 'TaskAssigned' }),
    reader.getContractEvents({ ...range, eventName: 'TaskSubmitted' }),
    reader.getContractEvents({ ...range, eventName: 'TaskSettled' }),
    reader.getContractEvents({ ...range, eventName: 'TaskExpired' }),
  ])
  const timeOf = async (blockNumber: bigint) => Number((await reader.getBlock({ blockNumber })).timestamp)
  return Promise.all(
    [...settled, ...expired].map(async (end): Promise<Ended> => {
      const { taskId } = end.args
      const request = funded.find(({ args }) => args.taskId === taskId)?.args.request
      if (!request) throw new Error(`task ${taskId} ended and was never funded`)
      return {
        provider: (assigned.find(({ args }) => args.taskId === taskId)?.args.provider.toLowerCase() ?? null) as Address,
        buyer: request.buyer.toLowerCase() as Address,
        token: request.token.toLowerCase() as Address,
        cost: submitted.find(({ args }) => args.taskId === taskId)?.args.cost ?? 0n,
        providerAmount: 'providerAmount' in end.args ? end.args.providerAmount : 0n,
        type: request.resourceType,
        at: await timeOf(end.blockNumber),
        paid: end.eventName === 'TaskSettled',
      }
    }),
  )
}
