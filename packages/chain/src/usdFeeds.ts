import { isDecimalAmount, jsonText } from '@aiigo/domain'
import { type Address, isAddress } from 'viem'
import * as z from 'zod'
import { LOCAL_CHAIN_ID } from './localChain.js'

/** Chainlink's ETH/USD is renewed every hour on Ethereum; a few minutes for the transaction. */
const DEFAULT_MAX_AGE_SECONDS = 3_900

const chainlink = z.strictObject({
  /** Address of an AggregatorV3 proxy that says dollars for one whole token. */
  chainlink: z.custom<Address>((value) => typeof value === 'string' && isAddress(value), 'expected an address'),
  /** The feed's heartbeat and some slack. */
  maxAgeSeconds: z.int().min(1).default(DEFAULT_MAX_AGE_SECONDS),
})
const fixed = z.strictObject({
  /** Dollars for one whole token, decimal text. */
  static: z.string().refine((text) => isDecimalAmount(text) && /[1-9]/.test(text), 'expected a decimal number above 0'),
})

export const usdFeedsSchema = z.record(z.string(), z.union([chainlink, fixed]))
/** Where the price of each token, by its symbol, comes from. */
export type UsdFeeds = z.output<typeof usdFeedsSchema>

/** For local chains, whose tokens are worth nothing: figures to look at. */
export const LOCAL_USD_FEEDS: UsdFeeds = {
  ETH: { static: '3000' },
  USDC: { static: '1' },
  AIIGO: { static: '0.05' },
}

/** Feeds as an environment variable carries them: JSON. */
export const usdFeedsTextSchema = jsonText('price feeds by token symbol').pipe(usdFeedsSchema)

/** The price feeds of a chain: the configured ones; on a local chain fixed figures; elsewhere none. */
export function usdFeedsOf(configured: UsdFeeds | undefined, chainId: number): UsdFeeds {
  return configured ?? (chainId === LOCAL_CHAIN_ID ? LOCAL_USD_FEEDS : {})
}
