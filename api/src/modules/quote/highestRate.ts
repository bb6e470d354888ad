import { type HourlyLoad, NotRetryableError, rateFromHourly } from '@aiigo/domain'
import { apiError } from '../../graphql/apiError.js'
import type { QuoteInput } from './quote.type.js'

/**
 * The highest rate a request accepts: its maxRate, or what its price per hour allows, whichever is lower; null without either.
 * @throws GraphQLError BAD_USER_INPUT when a price per hour is less than one base unit per unit of usage
 */
export function highestRate({ resourceType, maxRate, maxPricePerHour }: QuoteInput, load: HourlyLoad): bigint | null {
  const given = maxRate ? BigInt(maxRate) : null
  if (!maxPricePerHour) return given
  try {
    const hourly = rateFromHourly(resourceType, BigInt(maxPricePerHour), load)
    return given !== null && given < hourly ? given : hourly
  } catch (error) {
    if (error instanceof NotRetryableError) throw apiError('BAD_USER_INPUT', `maxPricePerHour: ${error.message}`)
    throw error
  }
}
