import type { QuoteInput, QuoteQuery } from '@aiigo/client'
import { readingsOf, servingOf } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { PriceLimits, Quote, Wanted } from './Buyer.js'

/** The requirements of a job with the limits of its price, as input of a quote. */
export function quoteInput(
  { program, resources, limits, allow, deny, profile, weights }: Wanted,
  token: string,
  { budget, maxRate, maxPricePerHour }: Omit<PriceLimits, 'signal'> = {},
): QuoteInput {
  const readings = program && readingsOf(program)
  const serving = program && servingOf(program)
  const { type: resourceType, region: regions, ...wanted } = resources
  return {
    ...{ ...wanted, resourceType, regions, token, seconds: limits.seconds },
    allow: (allow ?? []) as Hex[],
    deny: (deny ?? []) as Hex[],
    ...(weights === undefined ? {} : { weights }),
    ...(profile === undefined ? {} : { profile }),
    ...(readings ? { sensor: readings.sensor, usage: String(readings.points) } : {}),
    ...(serving ? { serves: true, usage: String(serving.megabytes) } : {}),
    budget: budget?.toString() ?? null,
    maxRate: maxRate?.toString() ?? null,
    maxPricePerHour: maxPricePerHour?.toString() ?? null,
  }
}

/** The API's quote with its amounts as numbers. */
export function quoteOf(quote: QuoteQuery['quote']): Quote {
  const amount = (text: string | null): bigint | null => (text === null ? null : BigInt(text))
  return {
    token: quote.token as Address,
    symbol: quote.symbol,
    decimals: quote.decimals,
    usage: BigInt(quote.usage),
    unit: quote.unit,
    registeredCount: quote.registeredCount,
    nodeCount: quote.nodeCount,
    ownerCount: quote.ownerCount,
    availableCount: quote.availableCount,
    summary: quote.summary,
    rejections: quote.rejections,
    lowestRate: amount(quote.lowestRate),
    medianRate: amount(quote.medianRate),
    highestRate: amount(quote.highestRate),
    lowestCost: amount(quote.lowestCost),
    medianCost: amount(quote.medianCost),
    suggestedBudget: amount(quote.suggestedBudget),
    feeBps: quote.feeBps,
    thin: quote.thin,
    wait: quote.wait,
    smallestChange: quote.smallestChange,
  }
}
