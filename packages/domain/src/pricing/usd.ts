import { NotRetryableError, RetryableError } from '../errors.js'
import { formatAmount } from '../money/formatAmount.js'

/** Decimals of dollar amounts here: a core-second costs about 10^-6 of a dollar. */
export const USD_DECIMALS = 18
/** A feed's clock may be ahead of ours by this much. */
const MAX_SKEW_SECONDS = 60
const MAX_DECIMALS = 36

/** The answer of a price feed, in the terms of Chainlink's AggregatorV3Interface. */
export interface PriceRound {
  /** Dollars for one whole token × 10^decimals. */
  answer: bigint
  decimals: number
  /** Unix seconds; 0: the round is not complete. */
  updatedAt: number
  roundId: bigint
  answeredInRound: bigint
}

/** A token's price in dollars that may be used. */
export interface UsdPrice {
  answer: bigint
  decimals: number
  /** Unix seconds; null for a price that is fixed by configuration. */
  updatedAt: number | null
  /** Where it comes from, for people. */
  source: string
}

/** Where prices in dollars come from. */
export interface UsdOracle {
  /**
   * @param symbol of a payment token
   * @throws NotRetryableError `USD_FEED_MISSING`, `USD_PRICE_INVALID`
   * @throws RetryableError `USD_PRICE_STALE`, `USD_ROUND_INCOMPLETE`, `USD_FEED_AWAY`
   */
  priceOf(symbol: string): Promise<UsdPrice>
}

/**
 * Checks what a feed says: complete, of this round, not too old, not from the future, above 0, with decimals that make
 * sense.
 * @param now Unix seconds
 * @throws see `UsdOracle.priceOf`
 */
export function checkRound(
  source: string,
  round: PriceRound,
  { now, maxAgeSeconds }: { now: number; maxAgeSeconds: number },
): UsdPrice {
  const { answer, decimals, updatedAt, roundId, answeredInRound } = round
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS) {
    throw new NotRetryableError(
      'USD_PRICE_INVALID',
      `${source}: expected decimals from 0 to ${MAX_DECIMALS}, got ${decimals}; check the feed's address`,
    )
  }
  if (updatedAt === 0 || answeredInRound < roundId) {
    throw new RetryableError(
      'USD_ROUND_INCOMPLETE',
      `${source}: expected a complete round, round ${roundId} was answered in ${answeredInRound} at ${updatedAt}; try again later`,
    )
  }
  if (updatedAt > now + MAX_SKEW_SECONDS) {
    throw new NotRetryableError(
      'USD_PRICE_INVALID',
      `${source}: expected a price from the past, got one ${updatedAt - now} s ahead; check this machine's clock and the feed`,
    )
  }
  if (now - updatedAt > maxAgeSeconds) {
    throw new RetryableError(
      'USD_PRICE_STALE',
      `${source}: expected a price at most ${maxAgeSeconds} s old, got one of ${now - updatedAt} s; try again later, or allow the feed a longer heartbeat`,
    )
  }
  if (answer <= 0n) {
    throw new NotRetryableError(
      'USD_PRICE_INVALID',
      `${source}: expected a price above 0, got ${answer}; the feed is broken or is not a price in dollars`,
    )
  }
  return { answer, decimals, updatedAt, source }
}

/**
 * Base units of a token in dollars × 10^18, rounded down.
 * @example toUsd(1_500_000n, 6, { answer: 100_000_000n, decimals: 8, … }) // 1_500_000_000_000_000_000n
 */
export function toUsd(
  amount: bigint,
  tokenDecimals: number,
  { answer, decimals }: Pick<UsdPrice, 'answer' | 'decimals'>,
): bigint {
  const scaled = amount * answer * 10n ** BigInt(USD_DECIMALS)
  const divisor = 10n ** BigInt(tokenDecimals + decimals)
  return scaled / divisor
}

/**
 * Dollars × 10^18 in base units of a token, rounded down.
 * @example fromUsd(10n ** 18n, 6, { answer: 1n, decimals: 0, … }) // 1_000_000n
 */
export function fromUsd(
  usd: bigint,
  tokenDecimals: number,
  { answer, decimals }: Pick<UsdPrice, 'answer' | 'decimals'>,
): bigint {
  return (usd * 10n ** BigInt(tokenDecimals + decimals)) / (answer * 10n ** BigInt(USD_DECIMALS))
}

/** Dollars × 10^18 as text. @example formatUsd(1_500_000_000_000_000_000n) // '1.5' */
export function formatUsd(usd: bigint): string {
  return formatAmount(usd, USD_DECIMALS)
}
