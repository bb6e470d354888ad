import type { EntityManager } from './createStorage.js'
import { Attempt } from './entities/Attempt.js'
import type { AttemptScore } from './entities/AttemptData.js'
import type { Job } from './entities/Job.js'
import { announceAttempt } from './moveAttempt.js'
import { moveJob } from './moveJob.js'
import { reserve } from './reserve.js'

export interface OfferInput {
  /** The offer's and so the attempt's id. */
  id: string
  nodeId: string
  provider: string
  /** Base units per unit of usage. */
  rate: bigint
  score: AttemptScore
  expiresAt: Date
}

/**
 * Offers a QUEUED job to a node: job MATCHED, attempt OFFERED, capacity reserved, both events; one transaction.
 * @returns the attempt, or null when the job was not QUEUED any more
 * @throws ReservationRefused when the node has not enough free units
 */
export async function offerJob(em: EntityManager, job: Job, offer: OfferInput): Promise<Attempt | null> {
  const moved = await moveJob(em, job, 'MATCHED', { set: { nodeId: offer.nodeId, reason: null, reasonCode: null } })
  if (!moved) return null
  const attempt = em.create(Attempt, {
    id: offer.id,
    jobId: job.id,
    taskId: job.taskId,
    nodeId: offer.nodeId,
    provider: offer.provider,
    state: 'OFFERED',
    rate: offer.rate,
    score: offer.score,
    offeredAt: new Date(),
    expiresAt: offer.expiresAt,
  })
  await em.persist(attempt).flush()
  await reserve(em, { nodeId: offer.nodeId, attemptId: offer.id, quantity: job.units, expiresAt: offer.expiresAt })
  await announceAttempt(em, attempt, offer.expiresAt)
  return attempt
}
