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
import { type MatchNode, type MatchRequest, rank } from '@aiigo/matching'
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
  /** @param able nodes that could take the job at some price, online or not */
  async function of(
    able: readonly MatchNode[],
    request: MatchRequest,
    usage: bigint,
  ): Promise<{ forecast: QuoteForecast | null; wait: QuoteWait | null }> {
    const payable = able.filter((node) => askOf(node, request) <= request.maxRate)
    if (payable.length === 0) return { forecast: null, wait: null }
    const free = payable.filter((node) => isFree(node, request))
    const [learnt, waits, due] = await Promise.all([
      fromTrades(request),
      recentWaits(storage.fork(), request.resourceType),
      free.length > 0
        ? null
        : firstFree(
            storage.fork(),
            payable.map(({ id }) => id),
          ),
    ])
    const forecast = learnt ?? (await fromAsks(payable, request))
    const wait = estimateWait(waits, {
      freeNodes: free.length,
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

  async function fromAsks(payable: readonly MatchNode[], request: MatchRequest): Promise<PriceForecast | null> {
    const accepts = await acceptanceRate(storage.fork())
    const byId = new Map(payable.map((node) => [node.id, node]))
    // In the order in which they would be offered the job if all were free.
    const asIfFree = payable.map(
      (node): MatchNode => ({ ...node, online: true, availability: 'AVAILABLE', freeUnits: request.units }),
    )
    // Without a limit in the request the suggested budget is the limit, and prices are compared by it.
    const dearestFirst = payable.map((node) => askOf(node, request)).sort((a, b) => (a > b ? -1 : 1))
    const limited = { ...request, maxRate: dearestFirst[0] ?? request.maxRate }
    const candidates = rank(asIfFree, limited, MAX_CANDIDATES).map(({ nodeId, rate }): Candidate => {
      const node = byId.get(nodeId) as MatchNode
      const chance = isFree(node, request) ? accepts * (node.uptimeBps / 10_000) : CHANCE_AWAY
      return { rate, chance }
    })
    return forecastFromAsks(candidates)
  }

  return { of }
}

const askOf = (node: MatchNode, { token }: MatchRequest): bigint => BigInt(node.asks[token] ?? 0)

function isFree({ online, availability, freeUnits }: MatchNode, { units }: MatchRequest): boolean {
  return online && availability === 'AVAILABLE' && freeUnits >= units
}

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
