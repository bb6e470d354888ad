import { parseAmount, RATE_DECIMALS } from '@aiigo/domain'
import type { PaymentToken, PriceLimits } from '@aiigo/sdk'
import type { LoadedJob } from '@aiigo/sdk/node'

/** The limits of a job's own budget, in base units of its token. */
export function priceLimits({ file: { budget } }: LoadedJob, { decimals }: PaymentToken): PriceLimits {
  const { amount, maxRate, maxPricePerHour } = budget
  return {
    budget: parseAmount(amount, decimals),
    ...(maxRate === undefined ? {} : { maxRate: parseAmount(maxRate, decimals + RATE_DECIMALS) }),
    ...(maxPricePerHour === undefined ? {} : { maxPricePerHour: parseAmount(maxPricePerHour, decimals) }),
  }
}
