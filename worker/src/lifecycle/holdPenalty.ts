import { type PenaltyHold, penaltyHold } from '@aiigo/domain'
import { announceJobReason, inTransaction, troublesSince } from '@aiigo/storage'
import { dueOf, extendedTo } from '../chain/dueOf.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import type { Standing } from './followTask.js'

const REASONS: Record<PenaltyHold, string> = {
  RESULT_NOT_RELAYED:
    'the platform has the result and did not bring it to the chain in time; the node is not penalised for that, and the deposit can be taken back by the buyer’s own transaction (expireOverdue)',
  PLATFORM_TROUBLE:
    'the deadline was missed while the platform was not well; the node is not penalised now, and the job goes on later',
  TROUBLE_NOW: 'the deadline was missed, and the platform looks at itself first: no node is penalised meanwhile',
}

/**
 * Whether the worker holds back the transaction that ends an overdue attempt, because the contract penalises the node
 * in the same call. Buyer and provider get one event with the reason.
 */
export async function holdPenalty(deps: WorkerDeps, { job, attempt, task }: Standing): Promise<boolean> {
  const { storage, marketplace, settings, log } = deps
  if (!attempt) return false
  const dueAt = dueOf(task, job, attempt.number === task.attempt ? extendedTo(attempt) : null)
  const overdue = {
    ...{ offeredAt: attempt.offeredAt, dueAt, deliveredAt: attempt.deliveredAt ?? null },
    reasonCode: job.reasonCode ?? null,
  }
  const spans = await troublesSince(storage.fork(), attempt.offeredAt)
  const hold = penaltyHold(overdue, spans, await marketplace.now(), settings.penaltyHoldSeconds)
  if (!hold) return false
  if (job.reasonCode === hold) return true
  const reason = REASONS[hold]
  await inTransaction(storage, (em) => announceJobReason(em, job.id, { reason, reasonCode: hold }))
  log.warn({ jobId: job.id, nodeId: attempt.nodeId, hold }, 'an overdue attempt is not ended: no node is penalised')
  return true
}
