import type { Job } from '../jobs/Job.js'
import type { Attempt } from './Attempt.js'

/**
 * The highest usage and cost of an attempt: the request's limits, and the buyer's addition to this attempt.
 * @returns usage in the resource's unit, budget in base units of the token
 */
export function limitsOf(
  job: Pick<Job, 'maxUsage' | 'budget'>,
  attempt: Pick<Attempt, 'onChain'> | null,
): { maxUsage: bigint; budget: bigint } {
  const extension = attempt?.onChain?.extension
  return {
    maxUsage: job.maxUsage + BigInt(extension?.addedUsage ?? 0),
    budget: job.budget + BigInt(extension?.addedBudget ?? 0),
  }
}
