import { type HourlyLoad, leastBudget, NotRetryableError, rateFromBudget, rateFromHourly } from '@aiigo/domain'
import { apiError } from '../../graphql/apiError.js'
import type { QuoteInput } from './quote.type.js'

/**
 * The highest rate a request accepts: its maxRate, what its price per hour allows or what its budget buys the usage at,
 * whichever is lowest; null without any.
 * @throws GraphQLError BAD_USER_INPUT when a price per hour or a budget is too small for a rate of 1
 */
export function highestRate(
  { resourceType, maxRate = null, maxPricePerHour = null, budget = null }: QuoteInput,
  load: HourlyLoad & { usage: bigint },
): bigint | null {
  const given = lower(maxRate, budget === null ? null : spread(budget, load.usage))
  if (maxPricePerHour === null) return given
  try {
    const hourly = rateFromHourly(resourceType, maxPricePerHour, load)
    return lower(given, hourly)
  } catch (error) {
    if (error instanceof NotRetryableError) throw apiError('BAD_USER_INPUT', `maxPricePerHour: ${error.message}`)
    throw error
  }
}

function lower(a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function spread(budget: bigint, usage: bigint): bigint {
  const rate = rateFromBudget(budget, usage)
  if (rate > 0n) return rate
  const least = leastBudget(usage, 1n)
  throw apiError('BAD_USER_INPUT', `budget: expected at least ${least} base units for that usage, got ${budget}`)
}
