import {
  ALL,
  type Candidate,
  estimateWait,
  forecastFromAsks,
  forecastFromTrades,
  meteredCost,
  type PriceForecast,
  type PriceKey,
  resourceClassOf,
} from '@aiigo/domain'
import type { LastingNodes, MatchRequest, RegisteredNode } from '@aiigo/matching'
import { acceptanceRate, firstFree, paidRatios, readIndices, recentWaits, type Storage } from '@aiigo/storage'
import type { QuoteForecast, QuoteWait } from './quote.type.js'

interface Deps {
  storage: Storage
  now: () => number
}

/** Later candidates have next to no chance of getting the job. */
const MAX_CANDIDATES = 64
/** A node that is busy or away now may be free when the job is funded. */
const CHANCE_AWAY = 0.05

/**
 * Forecasts the cost and the wait of a job from recent trades, or from the candidates where trades are too few.
 */
export function createQuoteForecast({ storage, now }: Deps) {
  /**
   * @param able those of the market that could take the job, online or not
   * @param highest the highest of their asks
   */
  async function of(
    market: LastingNodes,
    able: readonly RegisteredNode[],
    highest: bigint | null,
    request: MatchRequest,
    usage: bigint,
  ): Promise<{ forecast: QuoteForecast | null; wait: QuoteWait | null }> {
    if (highest === null) return { forecast: null, wait: null }
    const freeNodes = able.reduce((count, node) => count + (isFree(node, request) ? 1 : 0), 0)
    const [learnt, waits, due] = await Promise.all([
      fromTrades(request),
      recentWaits(storage.fork(), request.resourceType),
      freeNodes > 0
        ? null
        : firstFree(
            storage.fork(),
            able.map(({ best }) => best.id),
          ),
    ])
    const forecast = learnt ?? (await fromAsks(market, highest, request))
    const wait = estimateWait(waits, {
      freeNodes,
      nextFreeSeconds: due === null ? null : (due.getTime() - now()) / 1_000,
    })
    return { forecast: forecast && fieldsOf(forecast, usage), wait }
  }

  /** By the price index of the request's own class and region if enough was sold there, else by wider ones. */
  async function fromTrades(request: MatchRequest): Promise<PriceForecast | null> {
    const { resourceType, token, regions, hardware } = request
    const own = hardware?.model ? resourceClassOf(resourceType, hardware.model) : ALL
    const region = regions?.length === 1 ? (regions[0] as string) : ALL
    const keys = new Map<string, PriceKey>(
      [
        [own, region],
        [own, ALL],
      ].map(([resourceClass, where]) => [
        `${resourceClass} ${where}`,
        { resourceType, token, resourceClass: resourceClass as string, region: where as string },
      ]),
    )
    for (const key of keys.values()) {
      const [priceIndex] = await readIndices(storage.fork(), key)
      const forecast = priceIndex && (await fromIndex(priceIndex.median, key, request.maxRate))
      if (forecast) return forecast
    }
    return null
  }

  async function fromIndex(median: bigint, key: PriceKey, limit: bigint): Promise<PriceForecast | null> {
    return forecastFromTrades(median, await paidRatios(storage.fork(), key, new Date(now())), limit)
  }

  /** @param limit the price that others are compared by; the suggested budget where the request has no limit */
  async function fromAsks(market: LastingNodes, limit: bigint, request: MatchRequest): Promise<PriceForecast | null> {
    const accepts = await acceptanceRate(storage.fork())
    // In the order in which they would be offered the job if all were free.
    const candidates = market
      .match({ ...request, maxRate: limit }, MAX_CANDIDATES)
      .map(({ nodeId, rate }): Candidate => {
        const node = market.get(nodeId)
        const isFreeNow = node !== undefined && isFree(node, request)
        return { rate, chance: isFreeNow ? accepts * (node.best.uptimeBps / 10_000) : CHANCE_AWAY }
      })
    return forecastFromAsks(candidates)
  }

  return { of }
}

const isFree = ({ freeNow }: RegisteredNode, { units }: MatchRequest): boolean => freeNow >= units

function fieldsOf({ expected, low, high, basis, samples }: PriceForecast, usage: bigint): QuoteForecast {
  return {
    expectedRate: expected,
    lowRate: low,
    highRate: high,
    expectedCost: meteredCost(usage, expected),
    lowCost: meteredCost(usage, low),
    highCost: meteredCost(usage, high),
    basis,
    samples,
  }
}
