import { type Deployment, findPaymentToken, type PaymentToken, paymentTokens } from '@aiigo/chain'
import { ALL, REGIONS, type ResourceType, suggestAsk, USAGE_UNITS, type UsdOracle } from '@aiigo/domain'
import { type IndexQuery, readCandles, readIndices, type Storage, type PriceIndex as StoredIndex } from '@aiigo/storage'
import { apiError } from '../../graphql/apiError.js'
import type {
  PriceCandlesInput,
  PriceCandle as PriceCandleType,
  PriceIndex,
  SuggestedAsk,
  UsdRates,
} from './price.type.js'
import { usdRatesOf } from './usdRates.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  dollars: UsdOracle
  now: () => number
}

export interface IndexArgs {
  resourceType: ResourceType
  resourceClass?: string | null | undefined
  region?: string | null | undefined
  token?: string | null | undefined
}

const MAX_CANDLES = 1_000

export type PriceService = ReturnType<typeof createPriceService>

/** Prices of resources: live indices, history, and suggested asks. */
export function createPriceService({ storage, deployment, dollars, now }: Deps) {
  function tokenOf(symbolOrAddress: string): PaymentToken {
    const token = findPaymentToken(deployment, symbolOrAddress)
    if (token) return token
    throw apiError(
      'BAD_USER_INPUT',
      `expected a token this platform takes, got ${symbolOrAddress}; see platform.paymentTokens`,
    )
  }

  function queryOf({ resourceType, resourceClass, region, token }: IndexArgs): IndexQuery {
    if (region && region !== ALL && !(REGIONS as readonly string[]).includes(region)) {
      throw apiError('BAD_USER_INPUT', `expected a region of ${[ALL, ...REGIONS].join(', ')}, got ${region}`)
    }
    return {
      resourceType,
      resourceClass: resourceClass ?? undefined,
      region: region ?? undefined,
      token: token ? tokenOf(token).address.toLowerCase() : undefined,
    }
  }

  function toPriceIndexType(priceIndex: StoredIndex): PriceIndex[] {
    const token = paymentTokens(deployment).find(({ address }) => address.toLowerCase() === priceIndex.token)
    // An ask in a token that is no payment token: it is no price of this market.
    if (!token) return []
    const { p10, median, p90, volume, usage, soldBps, ...rest } = priceIndex
    return [
      {
        ...rest,
        soldBps: soldBps ?? null,
        symbol: token.symbol,
        decimals: token.decimals,
        unit: USAGE_UNITS[priceIndex.resourceType],
        p10,
        median,
        p90,
        volume,
        usage,
      },
    ]
  }

  return {
    async indices(args: IndexArgs): Promise<PriceIndex[]> {
      const indices = await readIndices(storage.fork(), queryOf(args))
      return indices.flatMap(toPriceIndexType)
    },

    usdRates(priceIndex: PriceIndex): Promise<UsdRates> {
      return usdRatesOf(dollars, { ...priceIndex, resourceType: priceIndex.resourceType as ResourceType })
    },

    async candles(input: PriceCandlesInput, first: number): Promise<PriceCandleType[]> {
      if (first < 1 || first > MAX_CANDLES)
        throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_CANDLES}, got ${first}`)
      queryOf(input)
      const { resourceType, resourceClass, region, granularity, before } = input
      const candles = await readCandles(storage.fork(), {
        resourceType,
        resourceClass,
        region,
        granularity,
        token: tokenOf(input.token).address.toLowerCase(),
        before: before ? new Date(before) : new Date(now()),
        first,
      })
      return candles.map((candle) => ({
        startsAt: candle.startsAt,
        open: candle.open,
        high: candle.high,
        low: candle.low,
        close: candle.close,
        p10: candle.p10,
        median: candle.median,
        p90: candle.p90,
        volume: candle.volume,
        usage: candle.usage,
        trades: candle.trades,
        asks: candle.asks,
        providers: candle.providers,
        thin: candle.thin,
      }))
    },

    /** By the price index of the class and region; of a wider one where there is none. */
    async suggestedAsk(args: IndexArgs): Promise<SuggestedAsk | null> {
      const { resourceClass, region } = args
      const query = queryOf({ ...args, token: args.token ?? 'ETH' })
      const known = await readIndices(storage.fork(), { resourceType: args.resourceType, token: query.token })
      const wanted = [
        [resourceClass ?? ALL, region ?? ALL],
        [resourceClass ?? ALL, ALL],
        [ALL, region ?? ALL],
        [ALL, ALL],
      ]
      const live = wanted
        .map(([cls, where]) => known.find((index) => index.resourceClass === cls && index.region === where))
        .find((index) => index !== undefined)
      const [priceIndex] = live ? toPriceIndexType(live) : []
      if (!live || !priceIndex) return null
      const { low, suggested, high } = suggestAsk(live, typeof live.soldBps === 'number' ? live.soldBps / 10_000 : null)
      return { low, suggested, high, index: priceIndex }
    },
  }
}
