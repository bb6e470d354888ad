import {
  AiigoError,
  checkRound,
  memoize,
  NotRetryableError,
  parseAmount,
  RetryableError,
  USD_DECIMALS,
  type UsdOracle,
  type UsdPrice,
} from '@aiigo/domain'
import { type Address, parseAbi } from 'viem'
import type { Reader } from './clients.js'
import type { UsdFeeds } from './usdFeeds.js'

/** Chainlink's AggregatorV3Interface, as far as it is read. */
const aggregatorV3Abi = parseAbi([
  'function decimals() view returns (uint8)',
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
])

/** A price is read from the chain at most this often. */
const FRESH_MS = 10_000

interface Deps {
  feeds: UsdFeeds
  reader: Pick<Reader, 'readContract'>
  /** Milliseconds since 1970. */
  now: () => number
}

/**
 * Prices in dollars from Chainlink-compatible aggregators on the chain, or from fixed figures. `priceOf` asks the chain
 * every ten seconds at most; it throws NotRetryableError `USD_FEED_MISSING`, RetryableError `USD_FEED_AWAY`, and what
 * `checkRound` throws.
 * @example await createUsdOracle({ feeds: { USDC: { static: '1' } }, reader, now: Date.now }).priceOf('USDC')
 */
export function createUsdOracle({ feeds, reader, now }: Deps): UsdOracle {
  async function fromAggregator(symbol: string, address: Address, maxAgeSeconds: number): Promise<UsdPrice> {
    const source = `${symbol}/USD of ${address}`
    try {
      const [decimals, [roundId, answer, , updatedAt, answeredInRound]] = await Promise.all([
        reader.readContract({ address, abi: aggregatorV3Abi, functionName: 'decimals' }),
        reader.readContract({ address, abi: aggregatorV3Abi, functionName: 'latestRoundData' }),
      ])
      const round = { answer, decimals, updatedAt: Number(updatedAt), roundId, answeredInRound }
      return checkRound(source, round, { now: Math.floor(now() / 1_000), maxAgeSeconds })
    } catch (error) {
      if (error instanceof AiigoError) throw error
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      throw new RetryableError(
        'USD_FEED_AWAY',
        `${source}: expected an answer of an AggregatorV3 contract, got: ${why}; check its address and the chain's node`,
        { cause: error },
      )
    }
  }

  async function read(symbol: string): Promise<UsdPrice> {
    const feed = feeds[symbol]
    if (!feed) {
      throw new NotRetryableError(
        'USD_FEED_MISSING',
        `expected a price feed for ${symbol}, configured are ${Object.keys(feeds).join(', ') || 'none'}; add it to USD_FEEDS`,
      )
    }
    if ('chainlink' in feed) return fromAggregator(symbol, feed.chainlink, feed.maxAgeSeconds)
    return {
      answer: parseAmount(feed.static, USD_DECIMALS),
      decimals: USD_DECIMALS,
      updatedAt: null,
      source: `${symbol}/USD fixed by configuration`,
    }
  }

  return { priceOf: memoize(read, { freshMs: FRESH_MS, now }) }
}
