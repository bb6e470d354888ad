import type { QuoteInput } from '@aiigo/client'
import type { JobSpec } from '@aiigo/domain'

/** What a job asks for, in the words of a quote. */
export function quoteInput({ resources, limits }: Pick<JobSpec, 'resources' | 'limits'>, token: string): QuoteInput {
  const { type: resourceType, region: regions, ...wanted } = resources
  return { ...wanted, resourceType, regions, token, seconds: limits.seconds }
}
