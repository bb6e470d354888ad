import type { Deployment } from '@aiigo/chain'
import {
  formatUsd,
  goingRate,
  meteredCost,
  type ResourceType,
  THIN_BELOW,
  USAGE_UNITS,
  type UsdOracle,
} from '@aiigo/domain'
import {
  atItsBest,
  couldTake,
  type Explanation,
  explain,
  type LiveIndex,
  lastingRequest,
  type MatchNode,
  type MatchRequest,
  matchNodeOf,
  summarize,
} from '@aiigo/matching'
import { nodeCapacities, type Storage } from '@aiigo/storage'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { Viewer } from '../../graphql/context.js'
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
  /** Says how many nodes could take the job at this moment, as the preview and the worker see it. */
  matchIndex: LiveIndex
  now: () => number
}

/** A registered node with all its units. */
interface Registered {
  node: MatchNode
  units: number
}

export type QuoteService = ReturnType<typeof createQuoteService>

/**
 * The cost of a job at current prices. The nodes counted are those that could take it some day within the limits that
 * were given; matching asks no others.
 */
export function createQuoteService({ storage, deployment, chain, dollars, matchIndex, now }: Deps) {
  const forecasts = createQuoteForecast({ storage, now })

  /** Registered nodes of a type, ready or not. */
  async function nodesOf(type: ResourceType): Promise<Registered[]> {
    const capacities = await nodeCapacities(storage.fork(), type)
    return capacities.map(({ node, freeUnits }) => ({ node: matchNodeOf(node, freeUnits), units: node.units }))
  }

  return {
    async quote(viewer: Viewer | null, input: QuoteInput): Promise<Quote> {
      const quoted = readQuoteInput(deployment, input)
      const { token, usage, maxRate } = quoted
      const [nodes, feeBps] = await Promise.all([nodesOf(input.resourceType), chain.feeBps(), matchIndex.refresh()])
      const access = await accessForQuote(chain, quoted, goingAskOf(nodes, quoted.request.token))
      const request: MatchRequest = { ...quoted.request, access, buyer: viewer?.address ?? '' }
      const able = nodes.filter(({ node, units }) => couldTake(node, units, request)).map(({ node }) => node)
      // At one moment with the nodes above, or nearly.
      const ready = matchIndex.explain({ ...request, startAt: now() }, 0).matched
      const availableCount = Math.min(able.length, ready)
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
        registeredCount: nodes.length,
        nodeCount: able.length,
        availableCount,
        lowestRate: lowest,
        medianRate: median,
        highestRate: highest,
        lowestCost: cost(lowest),
        medianCost: cost(median),
        suggestedBudget: cost(maxRate === null ? goingRate(rates) : highest),
        feeBps,
        thin: new Set(able.map(({ provider }) => provider)).size < THIN_BELOW,
        maxRate,
        forecast,
        wait,
        ...whyOf(input.resourceType, nodes, request, { able: able.length, available: availableCount }),
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

function goingAskOf(nodes: readonly Registered[], token: string): bigint {
  return goingRate(nodes.map(({ node }) => (node.state === 'UNSHOWN' ? 0n : BigInt(node.asks[token] ?? 0)))) ?? 0n
}

/** Why nodes of the type are not counted, and what would let one of them be. */
function whyOf(
  type: ResourceType,
  nodes: readonly Registered[],
  request: MatchRequest,
  { able, available }: { able: number; available: number },
): Pick<Quote, 'summary' | 'rejections' | 'smallestChange'> {
  if (nodes.length === 0) return { summary: `no ${type} node is registered yet`, rejections: [], smallestChange: null }
  if (able === nodes.length)
    return { summary: summaryOf(type, nodes.length, able, available), rejections: [], smallestChange: null }
  const explanation: Explanation = explain(
    nodes.map(({ node, units }) => atItsBest(node, units, request.seconds)),
    lastingRequest(request),
    1,
  )
  return {
    summary: able === 0 ? summarize(explanation) : summaryOf(type, nodes.length, able, available),
    rejections: explanation.rejected,
    smallestChange: able === 0 ? explanation.smallestChange : null,
  }
}

function summaryOf(type: ResourceType, registered: number, able: number, available: number): string {
  return `${able} of ${registered} ${type} nodes could take it within these limits, ${available} of them now`
}
