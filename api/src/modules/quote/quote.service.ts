import type { Deployment } from '@aiigo/chain'
import { formatUsd, meteredCost, type ResourceType, THIN_BELOW, USAGE_UNITS, type UsdOracle } from '@aiigo/domain'
import { explain, type MatchNode, type MatchRequest, matchNodeOf } from '@aiigo/matching'
import { nodeCapacities, type Storage } from '@aiigo/storage'
import type { ChainFacts } from '../../chain/chainFacts.js'
import { inDollars } from '../price/usdRates.js'
import { accessForQuote } from './accessForQuote.js'
import type { Quote, QuoteInput, QuoteUsd } from './quote.type.js'
import { createQuoteForecast } from './quoteForecast.js'
import { readQuoteInput } from './readQuoteInput.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  dollars: UsdOracle
  now: () => number
}

/** Filters that say how things are this moment, and the one that the quote itself answers. */
const PASSING = new Set(['AVAILABILITY', 'CAPACITY', 'BUDGET'])

export type QuoteService = ReturnType<typeof createQuoteService>

/** The cost of a job at current prices. */
export function createQuoteService({ storage, deployment, chain, dollars, now }: Deps) {
  const forecasts = createQuoteForecast({ storage, now })

  /** Registered nodes of a type, ready or not. */
  async function nodesOf(type: ResourceType): Promise<MatchNode[]> {
    const capacities = await nodeCapacities(storage.fork())
    return capacities
      .filter(({ node }) => node.resourceType === type)
      .map(({ node, freeUnits }) => matchNodeOf(node, freeUnits))
  }

  return {
    async quote(input: QuoteInput): Promise<Quote> {
      const quoted = readQuoteInput(deployment, input)
      const { token, usage, maxRate } = quoted
      const [nodes, feeBps] = await Promise.all([nodesOf(input.resourceType), chain.feeBps()])
      const access = await accessForQuote(chain, quoted, highestAskOf(nodes, quoted.request.token))
      const request = { ...quoted.request, access }
      const able = nodes.filter((node) => couldTake(node, request))
      const rates = able
        .map((node) => BigInt(node.asks[request.token] ?? 0))
        .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      const at = (index: number): bigint | null => rates[index] ?? null
      const [lowest, median, highest] = [at(0), at(Math.floor((rates.length - 1) / 2)), at(rates.length - 1)]
      const cost = (rate: bigint | null): bigint | null => (rate === null ? null : meteredCost(usage, rate))
      const { forecast, wait } = await forecasts.of(able, request, usage)
      return {
        token: token.address,
        symbol: token.symbol,
        decimals: token.decimals,
        usage,
        unit: USAGE_UNITS[input.resourceType],
        nodeCount: able.length,
        availableCount: able.filter(({ online, availability }) => online && availability === 'AVAILABLE').length,
        lowestRate: lowest,
        medianRate: median,
        highestRate: highest,
        lowestCost: cost(lowest),
        medianCost: cost(median),
        suggestedBudget: cost(highest),
        feeBps,
        thin: new Set(able.map(({ provider }) => provider)).size < THIN_BELOW,
        maxRate,
        forecast,
        wait,
      }
    },

    async usd({ symbol, decimals, forecast, suggestedBudget }: Quote): Promise<QuoteUsd> {
      const { toUsdUnits, source, updatedAt } = await inDollars(dollars, { symbol, decimals })
      const worth = (amount: bigint | null | undefined): string | null =>
        amount === null || amount === undefined ? null : formatUsd(toUsdUnits(amount))
      return {
        expectedCost: worth(forecast?.expectedCost),
        lowCost: worth(forecast?.lowCost),
        highCost: worth(forecast?.highCost),
        suggestedBudget: worth(suggestedBudget),
        source,
        updatedAt,
      }
    },
  }
}

function highestAskOf(nodes: readonly MatchNode[], token: string): bigint {
  let highest = 0n
  for (const { asks } of nodes) {
    const ask = BigInt(asks[token] ?? 0)
    if (ask > highest) highest = ask
  }
  return highest
}

/** Whether a node could ever take such a job: nothing but its present load, presence or price speaks against it. */
function couldTake(node: MatchNode, request: MatchRequest): boolean {
  const { rejected } = explain([node], request, 1)
  return rejected.every(({ filter }) => PASSING.has(filter)) && BigInt(node.asks[request.token] ?? 0) > 0n
}
