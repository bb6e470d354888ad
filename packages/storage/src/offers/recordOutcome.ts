import {
  type AttemptState,
  failedAt,
  failurePoints,
  isExcused,
  type OverdueAttempt,
  wasNotRelayed,
} from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'
import { Job } from '../jobs/Job.js'
import { troublesSince } from '../platform/troubles.js'
import type { Attempt } from './Attempt.js'

/**
 * Records how an attempt ended against its node, across jobs: failures add points that fade, a success halves what is
 * left of them. A failure while the platform was not well adds none. Written before the commit, node by node in the
 * order of their ids.
 */
export async function recordOutcome(em: EntityManager, attempt: Attempt): Promise<void> {
  const { nodeId, state: ended, reasonCode } = attempt
  if (ended === 'SUCCEEDED') {
    effectsOf(em).success(nodeId)
    return
  }
  const points = failurePoints(ended, reasonCode)
  if (points === 0 || (await isPlatformsFault(em, attempt, ended))) return
  effectsOf(em).failure(nodeId, points)
}

async function isPlatformsFault(em: EntityManager, attempt: Attempt, ended: AttemptState): Promise<boolean> {
  const spans = await troublesSince(em, attempt.offeredAt)
  const now = new Date()
  if (isExcused({ from: attempt.offeredAt, to: now }, spans)) return true
  if (ended !== 'TIMED_OUT') return false
  const job = await em.findOneOrFail(Job, { id: attempt.jobId })
  if (!job.dueAt) return false
  // The attempt may be ended long after its deadline, when the hold of its penalty is over.
  if (isExcused({ from: attempt.offeredAt, to: failedAt(job.dueAt, now) }, spans)) return true
  const overdue: OverdueAttempt = {
    offeredAt: attempt.offeredAt,
    dueAt: job.dueAt,
    deliveredAt: attempt.deliveredAt ?? null,
    reasonCode: job.reasonCode ?? null,
  }
  return wasNotRelayed(overdue, spans)
}
