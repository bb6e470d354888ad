import { JOB_LIMITS, type JobSpec } from '@aiigo/domain'
import type { AttemptLimits } from './createAttemptLimits.js'

/**
 * How long the program of an attempt may run, seconds: the job's own limit and what its buyer has added and pays for,
 * but not beyond the node owner's limit.
 * @param most the owner's; none unless given
 */
export function runSeconds(
  { limits }: Pick<JobSpec, 'limits'>,
  { paidSeconds }: Pick<AttemptLimits, 'paidSeconds'>,
  most = Number.POSITIVE_INFINITY,
): number {
  return Math.max(limits.seconds, Math.min(most, JOB_LIMITS.seconds, limits.seconds + paidSeconds))
}
