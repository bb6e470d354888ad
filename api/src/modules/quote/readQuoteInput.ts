import { type Deployment, findPaymentToken, type PaymentToken } from '@aiigo/chain'
import { type Contract, isTimeBased } from '@aiigo/domain'
import type { MatchRequest } from '@aiigo/matching'
import { z } from 'zod'
import { apiError } from '../../graphql/apiError.js'
import { highestRate } from './highestRate.js'
import type { QuoteInput } from './quote.type.js'
import { quoteInputSchema } from './quoteInputSchema.js'

export interface QuoteRequest {
  request: MatchRequest
  token: PaymentToken
  /** In the resource's unit. */
  usage: bigint
  /** The task's deposit, base units; null: derived from its rate. */
  budget: bigint | null
  /** Base units per million units of usage; null: every price is fine. */
  maxRate: bigint | null
  /** The kind of contract asked for. */
  contract: Contract | undefined
}

/**
 * The checked input of a quote or a preview.
 * @throws GraphQLError BAD_USER_INPUT naming everything that is wrong
 */
export function readQuoteInput(deployment: Deployment, input: QuoteInput): QuoteRequest {
  const parsed = quoteInputSchema.safeParse(input)
  if (!parsed.success) throw apiError('BAD_USER_INPUT', `not a quote's input:\n${z.prettifyError(parsed.error)}`)
  const token = findPaymentToken(deployment, input.token)
  if (!token)
    throw apiError(
      'BAD_USER_INPUT',
      `expected a token this platform takes, got ${input.token}; see platform.paymentTokens`,
    )
  const { units, seconds, memoryMiB, profile, weights, ...wanted } = parsed.data
  const usage = isTimeBased(input.resourceType) ? BigInt(seconds) * BigInt(units) : (input.usage ?? 1n)
  if (usage < 1n) throw apiError('BAD_USER_INPUT', `expected a usage of at least 1, got ${usage}`)
  const maxRate = highestRate(input, { units, seconds, usage })
  return {
    token,
    usage,
    budget: input.budget ?? null,
    maxRate,
    contract: input.contract ?? undefined,
    request: {
      buyer: '',
      resourceType: input.resourceType,
      units,
      // As for the job itself: readings begin no process.
      memoryMiB: wanted.sensor ? 1 : memoryMiB,
      seconds,
      token: token.address.toLowerCase(),
      // Without a limit of one's own every price is fine.
      maxRate: maxRate ?? (1n << 120n) - 1n,
      regions: wanted.regions ?? undefined,
      fromRegion: wanted.fromRegion ?? undefined,
      maxLatencyMs: wanted.maxLatencyMs ?? undefined,
      minUptimeBps: wanted.minUptimeBps ?? undefined,
      tiers: wanted.tiers ?? undefined,
      hardware:
        wanted.sensor || wanted.serves
          ? {
              ...wanted.hardware,
              ...(wanted.sensor ? { sensor: wanted.sensor } : {}),
              ...(wanted.serves ? { serves: true } : {}),
            }
          : (wanted.hardware ?? undefined),
      minTflops: wanted.minTflops ?? undefined,
      minTrustLevel: input.minTrustLevel ?? undefined,
      allow: wanted.allow ?? [],
      deny: wanted.deny ?? [],
      tried: [],
      weights: weights ?? profile,
    },
  }
}
