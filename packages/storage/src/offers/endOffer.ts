import type { EntityManager } from '../db/createStorage.js'
import type { Job } from '../jobs/Job.js'
import { requeueJob } from '../jobs/requeueJob.js'
import { Attempt } from './Attempt.js'
import { lockJob } from './acceptOffer.js'
import { moveAttempt } from './moveAttempt.js'

export interface OfferEnd {
  to: 'DECLINED' | 'WITHDRAWN'
  /** The attempt's reason. */
  reason: string
  /** The job's, when it has to look for another node. */
  reasonCode: string
  jobReason: string
  /** The queue that searches. */
  matchQueue: string
}

/**
 * Ends one offer. The job goes back to the search when no other node is still asked.
 * @param em of `inTransaction`
 * @returns whether it was open until now
 */
export async function endOffer(
  em: EntityManager,
  offer: { readonly id: string; readonly jobId: string },
  { to, reason, reasonCode, jobReason, matchQueue }: OfferEnd,
): Promise<boolean> {
  const job = await lockJob(em, offer.jobId)
  const attempt = await em.findOneOrFail(Attempt, { id: offer.id }, { refresh: true })
  const open = attempt.state === 'OFFERED' || (to === 'WITHDRAWN' && attempt.state === 'ACCEPTED')
  if (!open || !(await moveAttempt(em, attempt, to, { reason, set: { reasonCode } }))) return false
  await searchAgain(em, job, matchQueue, { reasonCode, reason: jobReason })
  return true
}

/**
 * Ends a job's offers that were not answered in time, by the database's clock.
 * @param em of `inTransaction`
 * @param matchQueue the queue that searches
 * @returns the nodes that stayed silent
 */
export async function expireOffers(em: EntityManager, jobId: string, matchQueue: string): Promise<string[]> {
  const job = await lockJob(em, jobId)
  const rows = await em.execute<{ id: string }[]>(
    `select id from attempt where job_id = ? and state = 'OFFERED' and expires_at <= clock_timestamp() order by node_id`,
    [jobId],
  )
  const silent: string[] = []
  for (const { id } of rows) {
    const attempt = await em.findOneOrFail(Attempt, { id }, { refresh: true })
    const set = { reasonCode: 'OFFER_EXPIRED' }
    if (await moveAttempt(em, attempt, 'OFFER_EXPIRED', { reason: 'no answer in time', set }))
      silent.push(attempt.nodeId)
  }
  if (silent.length > 0) {
    const reason = `${silent.length === 1 ? 'node' : 'nodes'} ${silent.join(', ')} did not answer the offer in time`
    await searchAgain(em, job, matchQueue, { reasonCode: 'OFFER_EXPIRED', reason })
  }
  return silent
}

async function searchAgain(
  em: EntityManager,
  job: Job | null,
  matchQueue: string,
  why: { reasonCode: string; reason: string },
): Promise<void> {
  if (job?.state !== 'MATCHED' || (await em.count(Attempt, { jobId: job.id, endedAt: null })) > 0) return
  await requeueJob(em, job, matchQueue, why)
}
