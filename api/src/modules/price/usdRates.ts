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

const MB_PER_GB = 1_000n
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

/** The quantity that a price is shown for, and its units of usage. */
function shownBy(type: ResourceType): { per: string; units: bigint } {
  const unit = USAGE_UNITS[type]
  if (isTimeBased(type)) return { per: unit.replace('second', 'hour'), units: SECONDS_PER_HOUR }
  return type === 'NETWORK' ? { per: 'GB', units: MB_PER_GB } : { per: unit, units: 1n }
}

/** Rates as people compare them: by the hour where time is metered, by the GB for transfers. */
export async function usdRatesOf(
  dollars: UsdOracle,
  index: { resourceType: ResourceType; symbol: string; decimals: number; p10: bigint; median: bigint; p90: bigint },
): Promise<UsdRates> {
  const { symbol, decimals } = index
  const { toUsdUnits, source, updatedAt } = await inDollars(dollars, { symbol, decimals: decimals + RATE_DECIMALS })
  const { per, units } = shownBy(index.resourceType)
  const usd = (rate: bigint): string => formatUsd(toUsdUnits(rate * units))
  return {
    per,
    p10: usd(index.p10),
    median: usd(index.median),
    p90: usd(index.p90),
    source,
    updatedAt,
  }
}
