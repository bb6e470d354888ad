import { Attempt, inTransaction, Job, moveAttempt, requeueJob } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Ends an offer that nobody answered in time; the job goes on to the next node. */
export async function offerTimeout({ storage, log }: WorkerDeps, { offerId }: { offerId: string }): Promise<void> {
  const done = await inTransaction(storage, async (em) => {
    const attempt = await em.findOne(Attempt, { id: offerId })
    if (attempt?.state !== 'OFFERED' || attempt.expiresAt > new Date()) return false
    const reason = 'no answer in time'
    if (!(await moveAttempt(em, attempt, 'OFFER_EXPIRED', { reason }))) return false
    const job = await em.findOneOrFail(Job, { id: attempt.jobId })
    if (job.state === 'MATCHED')
      await requeueJob(em, job, {
        reasonCode: 'OFFER_EXPIRED',
        reason: `node ${attempt.nodeId} did not answer the offer in time`,
      })
    return true
  })
  if (done) log.info({ offerId }, 'offer expired')
}
