import type { Deployment } from '@aiigo/chain'
import { type LiveIndex, summarize, TERMS } from '@aiigo/matching'
import { highestAsk, type Storage, type TierLooks } from '@aiigo/storage'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { Viewer } from '../../graphql/context.js'
import { accessForQuote } from '../quote/accessForQuote.js'
import type { QuoteInput } from '../quote/quote.type.js'
import { readQuoteInput } from '../quote/readQuoteInput.js'
import type { MatchPreview } from './match.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  matchIndex: LiveIndex
  tiers: TierLooks
  now: () => number
}

/** matching's fixed point. */
const ONE = 1_000_000
const MAX_CANDIDATES = 20

export type MatchService = ReturnType<typeof createMatchService>

/**
 * Previews: the nodes that a job would be offered to now, by the match index that the worker searches too. A preview
 * stores and reserves nothing.
 */
export function createMatchService({ storage, deployment, chain, matchIndex, tiers, now }: Deps) {
  return {
    async preview(viewer: Viewer | null, input: QuoteInput): Promise<MatchPreview> {
      const quoted = readQuoteInput(deployment, input)
      const { request: wanted, maxRate } = quoted
      const [priceScale] = await Promise.all([
        // Without a limit of its own, a request measures prices against the highest that anyone asks.
        maxRate === null ? highestAsk(storage.fork(), wanted.resourceType, wanted.token) : null,
        matchIndex.refresh(),
        tiers.refresh(),
      ])
      const access = await accessForQuote(chain, quoted, priceScale ?? 0n)
      const request = {
        ...wanted,
        access,
        buyer: viewer?.address ?? '',
        ...(priceScale === null ? {} : { priceScale }),
        startAt: now(),
      }
      const explanation = matchIndex.explain(request, MAX_CANDIDATES, tiers.looksOf(request))
      const { considered, matched, ranked, rejected, bestMissed, smallestChange, version } = explanation
      const ofOtherTypes = rejected.find(({ filter }) => filter === 'RESOURCE_TYPE')?.nodes ?? 0
      return {
        considered,
        matched,
        summary:
          considered === ofOtherTypes ? `no ${input.resourceType} node is registered yet` : summarize(explanation),
        candidates: ranked.map(({ nodeId, provider, rate, total, penalty, terms, weights }) => ({
          nodeId,
          provider,
          rate,
          score: total / ONE,
          penalty: penalty / ONE,
          terms: TERMS.map((name) => ({ name, value: terms[name] / ONE, weight: weights[name] / 10_000 })),
        })),
        rejections: rejected.map((rejection) => ({ ...rejection })),
        bestMissed: [...bestMissed],
        smallestChange: matched > 0 ? null : smallestChange,
        version: version.seq,
      }
    },
  }
}
