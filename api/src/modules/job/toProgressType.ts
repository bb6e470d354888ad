import { taskCost } from '@aiigo/domain'
import type { JobProgress } from '@aiigo/storage'
import type { JobProgress as JobProgressType } from './job.type.js'

/**
 * A node's report as the API shows it, with what the usage costs by the attempt's rate; null for everybody but the
 * buyer and the attempt's provider.
 * @param viewer address
 */
export function toProgressType(
  { attempt, ...progress }: JobProgress,
  { buyer, budget }: { buyer: string; budget: bigint },
  viewer: string,
): JobProgressType | null {
  if (viewer !== buyer && viewer !== attempt.provider) return null
  const { seq, phase, percent, note, servedAt = null, artifactsAt } = progress
  const usage = progress.usage === null ? null : BigInt(progress.usage)
  return {
    seq,
    attempt: attempt.number ?? null,
    nodeId: attempt.nodeId,
    phase,
    percent,
    usage,
    cost: usage === null ? null : taskCost(usage, attempt.rate, budget),
    // The node serves no more after the run.
    servedAt: attempt.state === 'EXECUTING' ? servedAt : null,
    artifactsAt: artifactsAt === undefined ? null : new Date(artifactsAt),
    note,
    at: new Date(progress.at),
  }
}
