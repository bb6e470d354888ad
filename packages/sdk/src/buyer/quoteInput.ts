import type { QuoteInput, QuoteQuery } from '@aiigo/client'
import type { Address } from 'viem'
import type { Quote, Wanted } from './Buyer.js'

/** The requirements of a job, as input of a quote. */
export function quoteInput({ resources, limits }: Wanted, token: string): QuoteInput {
  const { type: resourceType, region: regions, ...wanted } = resources
  return { ...wanted, resourceType, regions, token, seconds: limits.seconds }
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
    nodeCount: quote.nodeCount,
    availableCount: quote.availableCount,
    lowestRate: amount(quote.lowestRate),
    medianRate: amount(quote.medianRate),
    highestRate: amount(quote.highestRate),
    lowestCost: amount(quote.lowestCost),
    medianCost: amount(quote.medianCost),
    suggestedBudget: amount(quote.suggestedBudget),
    feeBps: quote.feeBps,
    thin: quote.thin,
  }
}
