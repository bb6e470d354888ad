import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toUsd } from '@aiigo/domain'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Address, encodeAbiParameters, type Hex, toFunctionSelector } from 'viem'
import { createReader, type Reader } from './clients.js'
import { createUsdOracle } from './createUsdOracle.js'
import { LOCAL_USD_FEEDS, usdFeedsSchema } from './usdFeeds.js'

/** An aggregator as Chainlink documents it, behind a chain's node: selectors and encoding are written out by hand. */
const FEED: Address = '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419'
const DECIMALS = toFunctionSelector('function decimals()')
const LATEST = toFunctionSelector('function latestRoundData()')
const NOW = 1_800_000_000

let round = { answer: 0n, updatedAt: 0, roundId: 0n, answeredInRound: 0n, decimals: 8 }
/** The oracle under test calls a path of its own: what an earlier one still retries isn't counted with it. */
let path = '/0'
let calls = 0
let answers: 'normal' | 'nothing' | 'broken' = 'normal'
let server: Server
let url: string

function answer(data: Hex): Hex {
  if (answers === 'nothing') return '0x'
  if (data === DECIMALS) return encodeAbiParameters([{ type: 'uint8' }], [round.decimals])
  if (data !== LATEST) throw new Error(`unexpected call ${data}`)
  const uint = { type: 'uint256' } as const
  return encodeAbiParameters(
    [uint, { type: 'int256' }, uint, uint, uint],
    [round.roundId, round.answer, BigInt(round.updatedAt), BigInt(round.updatedAt), round.answeredInRound],
  )
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === path) calls++
    let text = ''
    for await (const chunk of request) text += chunk
    if (answers === 'broken') return void response.writeHead(503).end()
    const { id, params } = JSON.parse(text) as { id: number; params: [{ to: string; data: Hex }] }
    expect(params[0].to.toLowerCase()).toBe(FEED.toLowerCase())
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: answer(params[0].data) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  // An oracle gives up with the first of its two reads; the other one goes on trying and would outlive the test.
  await Promise.allSettled(reads)
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  round = { answer: 312_345_678_900n, updatedAt: NOW - 60, roundId: 5n, answeredInRound: 5n, decimals: 8 }
  path = `/${Number(path.slice(1)) + 1}`
  calls = 0
  answers = 'normal'
})

let clock = NOW * 1_000
const reads: Promise<unknown>[] = []
const oracle = () => {
  clock = NOW * 1_000
  const feeds = usdFeedsSchema.parse({ ETH: { chainlink: FEED, maxAgeSeconds: 3_600 }, USDC: { static: '0.9995' } })
  const reader = createReader(1, `${url}${path}`)
  const readContract = ((call: Parameters<Reader['readContract']>[0]) => {
    const read = reader.readContract(call)
    reads.push(read)
    return read
  }) as Reader['readContract']
  return createUsdOracle({ feeds, reader: { readContract }, now: () => clock })
}

test('one ETH is what the aggregator says', async () => {
  const price = await oracle().priceOf('ETH')
  expect(price).toMatchObject({ answer: 312_345_678_900n, decimals: 8, updatedAt: NOW - 60 })
  expect(toUsd(10n ** 18n, 18, price)).toBe(3_123_456_789_000_000_000_000n)
})

test.each([
  ['stale', { updatedAt: NOW - 3_601 }, 'USD_PRICE_STALE'],
  ['negative', { answer: -5n }, 'USD_PRICE_INVALID'],
  ['zero', { answer: 0n }, 'USD_PRICE_INVALID'],
  ['incomplete', { updatedAt: 0 }, 'USD_ROUND_INCOMPLETE'],
  ['carried over', { answeredInRound: 4n }, 'USD_ROUND_INCOMPLETE'],
  ['of 200 decimals', { decimals: 200 }, 'USD_PRICE_INVALID'],
])('an answer that is %s is refused, and asked for again', async (_, changes, code) => {
  const prices = oracle()
  const good = { ...round }
  Object.assign(round, changes)
  await expect(prices.priceOf('ETH')).rejects.toMatchObject({ code })
  round = good
  await expect(prices.priceOf('ETH')).resolves.toMatchObject({ decimals: 8 })
})

test('an address without an aggregator and a node that is away are told apart from prices', async () => {
  answers = 'nothing'
  await expect(oracle().priceOf('ETH')).rejects.toMatchObject({ code: 'USD_FEED_AWAY', retryable: true })
  answers = 'broken'
  await expect(oracle().priceOf('ETH')).rejects.toMatchObject({ code: 'USD_FEED_AWAY', retryable: true })
}, 30_000)

test('the chain is asked at most every ten seconds', async () => {
  const prices = oracle()
  await Promise.all([prices.priceOf('ETH'), prices.priceOf('ETH')])
  await prices.priceOf('ETH')
  expect(calls).toBe(2)
  clock += 10_001
  await prices.priceOf('ETH')
  expect(calls).toBe(4)
})

test('fixed prices are exact and have no age', async () => {
  const price = await oracle().priceOf('USDC')
  expect(price.updatedAt).toBeNull()
  expect(toUsd(2_000_000n, 6, price)).toBe(1_999_000_000_000_000_000n)
  expect(calls).toBe(0)
})

test('a token without a feed, and feeds that are none, are named', async () => {
  await expect(oracle().priceOf('DOGE')).rejects.toThrow(
    'expected a price feed for DOGE, configured are ETH, USDC; add it to USD_FEEDS',
  )
  expect(usdFeedsSchema.safeParse(LOCAL_USD_FEEDS).success).toBe(true)
  for (const bad of [{ static: '0' }, { static: '-1' }, { static: 1 }, { chainlink: '0x1' }, { other: '1' }, {}])
    expect(usdFeedsSchema.safeParse({ ETH: bad }).success).toBe(false)
})
