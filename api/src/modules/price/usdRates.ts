import {
  AiigoError,
  formatUsd,
  isTimeBased,
  RATE_DECIMALS,
  type ResourceType,
  toUsd,
  USAGE_UNITS,
  type UsdOracle,
} from '@aiigo/domain'
import { apiError } from '../../graphql/apiError.js'
import type { UsdRates } from './price.type.js'

const SECONDS_PER_HOUR = 3_600n

/** The dollar value of an amount of a token, and the price behind it. */
export interface InDollars {
  /** Dollars × 10^18. */
  toUsdUnits(amount: bigint): bigint
  source: string
  updatedAt: Date | null
}

/**
 * A token's price, ready to convert with. A refusal of the oracle becomes a GraphQL error with its reason.
 * @throws GraphQLError with the oracle's code, such as USD_PRICE_STALE
 */
export async function inDollars(
  dollars: UsdOracle,
  { symbol, decimals }: { symbol: string; decimals: number },
): Promise<InDollars> {
  try {
    const price = await dollars.priceOf(symbol)
    return {
      toUsdUnits: (amount) => toUsd(amount, decimals, price),
      source: price.source,
      updatedAt: price.updatedAt === null ? null : new Date(price.updatedAt * 1_000),
    }
  } catch (error) {
    if (error instanceof AiigoError) throw apiError(error.code, error.message)
    throw error
  }
}

/** Rates as people compare them: by the hour where time is metered. */
export async function usdRatesOf(
  dollars: UsdOracle,
  index: { resourceType: ResourceType; symbol: string; decimals: number; p10: bigint; median: bigint; p90: bigint },
): Promise<UsdRates> {
  const { symbol, decimals } = index
  const { toUsdUnits, source, updatedAt } = await inDollars(dollars, { symbol, decimals: decimals + RATE_DECIMALS })
  const timeBased = isTimeBased(index.resourceType)
  const unit = USAGE_UNITS[index.resourceType]
  const usd = (rate: bigint): string => formatUsd(toUsdUnits(rate * (timeBased ? SECONDS_PER_HOUR : 1n)))
  return {
    per: timeBased ? unit.replace('second', 'hour') : unit,
    p10: usd(index.p10),
    median: usd(index.median),
    p90: usd(index.p90),
    source,
    updatedAt,
  }
}
