import { taskCost } from '@aiigo/domain'
import { type JobProgress, limitsOf } from '@aiigo/storage'
import type { JobProgress as JobProgressType } from './job.type.js'

/**
 * A node's report as the API shows it, with what the usage costs by the attempt's rate; null for everybody but the
 * buyer and the attempt's provider.
 * @param viewer address
 */
export function toProgressType(
  { attempt, ...progress }: JobProgress,
  job: { buyer: string; budget: bigint; maxUsage: bigint },
  viewer: string,
): JobProgressType | null {
  if (viewer !== job.buyer && viewer !== attempt.provider) return null
  const { seq, phase, percent, note, servedAt = null, artifactsAt } = progress
  const usage = progress.usage === null ? null : BigInt(progress.usage)
  return {
    seq,
    attempt: attempt.number ?? null,
    nodeId: attempt.nodeId,
    phase,
    percent,
    usage,
    cost: usage === null ? null : taskCost(usage, attempt.rate, limitsOf(job, attempt).budget),
    // The node serves no more after the run.
    servedAt: attempt.state === 'EXECUTING' ? servedAt : null,
    artifactsAt: artifactsAt === undefined ? null : new Date(artifactsAt),
    note,
    at: new Date(progress.at),
  }
}
