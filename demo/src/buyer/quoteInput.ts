import type { QuoteInput } from '@aiigo/client'
import type { JobSpec } from '@aiigo/domain'

/** What a job asks for, in the words of a quote. */
export function quoteInput({ resources, limits }: Pick<JobSpec, 'resources' | 'limits'>, token: string): QuoteInput {
  const { type, units, memoryMiB, region, minTrustLevel, hardware, minTflops } = resources
  return {
    ...{ resourceType: type, units, memoryMiB, token, seconds: limits.seconds },
    ...(region ? { regions: region } : {}),
    ...(minTrustLevel ? { minTrustLevel } : {}),
    ...(hardware ? { hardware } : {}),
    ...(minTflops === undefined ? {} : { minTflops }),
  }
}
