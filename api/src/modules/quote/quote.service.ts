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
  couldTake,
  type Explanation,
  type LastingNodes,
  type LiveIndexWithLasting,
  lastingRequest,
  type MatchRequest,
  type RegisteredNode,
  summarize,
} from '@aiigo/matching'
import type { Storage } from '@aiigo/storage'
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
  /** The registered nodes, and how many of them could take the job at this moment, as preview and worker see it. */
  matchIndex: LiveIndexWithLasting
  now: () => number
}

/** A quote with what it was made of. */
export interface DetailedQuote {
  readonly quote: Quote
  readonly request: MatchRequest
  readonly market: LastingNodes
}

export type QuoteService = ReturnType<typeof createQuoteService>

/**
 * The cost of a job at current prices. The nodes counted are those that could take it some day within the limits that
 * were given; matching asks no others.
 */
export function createQuoteService({ storage, deployment, chain, dollars, matchIndex, now }: Deps) {
  const forecasts = createQuoteForecast({ storage, now })

  return {
    async quote(viewer: Viewer | null, input: QuoteInput): Promise<DetailedQuote> {
      const quoted = readQuoteInput(deployment, input)
      const { token, usage, maxRate } = quoted
      const [feeBps] = await Promise.all([chain.feeBps(), matchIndex.refresh()])
      const market = matchIndex.lasting(input.resourceType)
      const goingAsk = goingRate(asksOf(market.nodes, quoted.request.token)) ?? 0n
      const access = await accessForQuote(chain, quoted, goingAsk)
      // From here to the counts nothing waits, so that all are of one moment.
      const { nodes } = market
      const request: MatchRequest = { ...quoted.request, access, buyer: viewer?.address ?? '' }
      const explanation = market.explain(request)
      const lasting = lastingRequest(request)
      const able = explanation.matched === nodes.length ? nodes : nodes.filter(({ best }) => couldTake(best, lasting))
      const ready = matchIndex.explain({ ...request, startAt: now() }, 0).matched
      const availableCount = Math.min(able.length, ready)
      const rates = asksOf(able, request.token)
      const at = (index: number): bigint | null => rates[index] ?? null
      const [lowest, median, highest] = [at(0), at(Math.floor((rates.length - 1) / 2)), at(rates.length - 1)]
      const cost = (rate: bigint | null): bigint | null => (rate === null ? null : meteredCost(usage, rate))
      const { forecast, wait } = await forecasts.of(market, able, highest, request, usage)
      const owners = new Set(able.map(({ best }) => best.provider)).size
      const quote = {
        token: token.address,
        symbol: token.symbol,
        decimals: token.decimals,
        usage,
        unit: USAGE_UNITS[input.resourceType],
        registeredCount: nodes.length,
        nodeCount: able.length,
        ownerCount: owners,
        availableCount,
        lowestRate: lowest,
        medianRate: median,
        highestRate: highest,
        lowestCost: cost(lowest),
        medianCost: cost(median),
        suggestedBudget: cost(maxRate === null ? goingRate(rates) : highest),
        feeBps,
        thin: owners < THIN_BELOW,
        maxRate,
        forecast,
        wait,
        ...whyOf(market, explanation, availableCount),
      }
      return { quote, request, market }
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

/** Asks by list of nodes and token. A list is another one after a change. */
const known = new WeakMap<readonly RegisteredNode[], Map<string, readonly bigint[]>>()

/** The asks of nodes in a token, lowest first, without nodes that may not offer their type yet. */
function asksOf(nodes: readonly RegisteredNode[], token: string): readonly bigint[] {
  const byToken = known.get(nodes) ?? new Map<string, readonly bigint[]>()
  known.set(nodes, byToken)
  const asks =
    byToken.get(token) ??
    nodes
      .flatMap(({ best }) => (best.state === 'UNSHOWN' ? [] : BigInt(best.asks[token] ?? 0)))
      .filter((ask) => ask > 0n)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  byToken.set(token, asks)
  return asks
}

/** Why nodes of the type are not counted, and what would let one of them be. */
function whyOf(
  { resourceType: type, nodes }: LastingNodes,
  explanation: Explanation,
  available: number,
): Pick<Quote, 'summary' | 'rejections' | 'smallestChange'> {
  const { matched: able, rejected, smallestChange } = explanation
  if (nodes.length === 0) return { summary: `no ${type} node is registered yet`, rejections: [], smallestChange: null }
  const summary = able === 0 ? summarize(explanation) : summaryOf(type, nodes.length, able, available)
  return { summary, rejections: rejected, smallestChange: able === 0 ? smallestChange : null }
}

function summaryOf(type: ResourceType, registered: number, able: number, available: number): string {
  return `${able} of ${registered} ${type} nodes could take it within these limits, ${available} of them now`
}
