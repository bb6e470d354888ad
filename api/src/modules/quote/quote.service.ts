import { type Deployment, findPaymentToken, type PaymentToken } from '@aiigo/chain'
import { formatUsd, isTimeBased, type ResourceType, THIN_BELOW, USAGE_UNITS, type UsdOracle } from '@aiigo/domain'
import { explain, type MatchNode, type MatchRequest, matchNodeOf, summarize, TERMS } from '@aiigo/matching'
import { nodeCapacities, type Storage } from '@aiigo/storage'
import { z } from 'zod'
import { apiError } from '../../graphql/apiError.js'
import type { ChainFacts } from '../platform/chainFacts.js'
import { inDollars } from '../price/usdRates.js'
import { highestRate } from './highestRate.js'
import type { MatchPreview, Quote, QuoteInput, QuoteUsd } from './quote.type.js'
import { createQuoteForecast } from './quoteForecast.js'
import { quoteInputSchema } from './quoteInputSchema.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  dollars: UsdOracle
  now: () => number
}

/** matching's fixed point. */
const ONE = 1_000_000
const MAX_CANDIDATES = 20
/** Filters that say how things are this moment, and the one that the quote itself answers. */
const PASSING = new Set(['AVAILABILITY', 'CAPACITY', 'BUDGET'])

export type QuoteService = ReturnType<typeof createQuoteService>

/** What a job would cost and who would get it, as things are now. Nothing is stored or reserved. */
export function createQuoteService({ storage, deployment, chain, dollars, now }: Deps) {
  const forecasts = createQuoteForecast({ storage, now })

  function read(input: QuoteInput): {
    request: MatchRequest
    token: PaymentToken
    usage: bigint
    maxRate: bigint | null
  } {
    const parsed = quoteInputSchema.safeParse(input)
    if (!parsed.success) throw apiError('BAD_USER_INPUT', `not a quote's input:\n${z.prettifyError(parsed.error)}`)
    const token = findPaymentToken(deployment, input.token)
    if (!token)
      throw apiError(
        'BAD_USER_INPUT',
        `expected a token this platform takes, got ${input.token}; see platform.paymentTokens`,
      )
    const { units, seconds, memoryMiB, regions, hardware, minTflops, profile } = parsed.data
    const usage = isTimeBased(input.resourceType) ? BigInt(seconds) * BigInt(units) : BigInt(input.usage ?? 1)
    if (usage < 1n) throw apiError('BAD_USER_INPUT', `expected a usage of at least 1, got ${usage}`)
    const maxRate = highestRate(input, { units, seconds, usage })
    return {
      token,
      usage,
      maxRate,
      request: {
        buyer: '',
        resourceType: input.resourceType,
        units,
        memoryMiB,
        token: token.address.toLowerCase(),
        // Without a limit of one's own every price is fine.
        maxRate: maxRate ?? (1n << 120n) - 1n,
        regions: regions ?? undefined,
        hardware: hardware ?? undefined,
        minTflops: minTflops ?? undefined,
        minTrustLevel: input.minTrustLevel ?? undefined,
        allow: [],
        deny: [],
        tried: [],
        weights: profile,
      },
    }
  }

  /** Registered nodes of a type, ready or not. */
  async function nodesOf(type: ResourceType): Promise<MatchNode[]> {
    const capacities = await nodeCapacities(storage.fork())
    return capacities
      .filter(({ node }) => node.resourceType === type)
      .map(({ node, freeUnits }) => matchNodeOf(node, freeUnits))
  }

  return {
    async quote(input: QuoteInput): Promise<Quote> {
      const { request, token, usage, maxRate } = read(input)
      const [nodes, feeBps] = await Promise.all([nodesOf(input.resourceType), chain.feeBps()])
      const able = nodes.filter((node) => couldTake(node, request))
      const rates = able
        .map((node) => BigInt(node.asks[request.token] ?? 0))
        .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      const at = (index: number): bigint | null => rates[index] ?? null
      const [lowest, median, highest] = [at(0), at(Math.floor((rates.length - 1) / 2)), at(rates.length - 1)]
      const text = (value: bigint | null): string | null => value?.toString() ?? null
      const cost = (rate: bigint | null): string | null => text(rate === null ? null : rate * usage)
      const { forecast, wait } = await forecasts.of(able, request, usage)
      return {
        token: token.address,
        symbol: token.symbol,
        decimals: token.decimals,
        usage: usage.toString(),
        unit: USAGE_UNITS[input.resourceType],
        nodeCount: able.length,
        availableCount: able.filter(({ online, availability }) => online && availability === 'AVAILABLE').length,
        lowestRate: text(lowest),
        medianRate: text(median),
        highestRate: text(highest),
        lowestCost: cost(lowest),
        medianCost: cost(median),
        suggestedBudget: cost(highest),
        feeBps,
        thin: new Set(able.map(({ provider }) => provider)).size < THIN_BELOW,
        maxRate: text(maxRate),
        forecast,
        wait,
      }
    },

    async usd({ symbol, decimals, forecast, suggestedBudget }: Quote): Promise<QuoteUsd> {
      const { toUsdUnits, source, updatedAt } = await inDollars(dollars, { symbol, decimals })
      const worth = (amount: string | null | undefined): string | null =>
        amount ? formatUsd(toUsdUnits(BigInt(amount))) : null
      return {
        expectedCost: worth(forecast?.expectedCost),
        lowCost: worth(forecast?.lowCost),
        highCost: worth(forecast?.highCost),
        suggestedBudget: worth(suggestedBudget),
        source,
        updatedAt,
      }
    },

    async preview(input: QuoteInput): Promise<MatchPreview> {
      const { request } = read(input)
      const explanation = explain(await nodesOf(input.resourceType), request, MAX_CANDIDATES)
      return {
        considered: explanation.considered,
        matched: explanation.matched,
        // Only nodes of the type were looked at; there may be others.
        summary:
          explanation.considered === 0 ? `no ${input.resourceType} node is registered yet` : summarize(explanation),
        candidates: explanation.ranked.map(({ nodeId, provider, rate, total, terms, weights }) => ({
          nodeId,
          provider,
          rate: rate.toString(),
          score: total / ONE,
          terms: TERMS.map((name) => ({ name, value: terms[name] / ONE, weight: weights[name] / 10_000 })),
        })),
        rejections: explanation.rejected.map(({ filter, nodes, onlyThis, nearest }) => ({
          filter,
          nodes,
          onlyThis,
          nearest: nearest.map(({ nodeId, message }) => ({ nodeId, message })),
        })),
      }
    },
  }
}

/** Whether a node could ever take such a job: nothing but its present load, presence or price speaks against it. */
function couldTake(node: MatchNode, request: MatchRequest): boolean {
  const { rejected } = explain([node], request, 1)
  return rejected.every(({ filter }) => PASSING.has(filter)) && BigInt(node.asks[request.token] ?? 0) > 0n
}
