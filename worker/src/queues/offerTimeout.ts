import { type Payload, queues } from '@aiigo/queue'
import { addLogContext } from '@aiigo/service'
import { Attempt, expireOffers, inTransaction } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Ends offers that were not answered in time. When the last of a job's offers has ended, the job goes on to the next
 * nodes.
 */
export async function offerTimeout(
  { storage, log }: WorkerDeps,
  { offerId }: Payload<typeof queues.offerTimeout>,
): Promise<void> {
  const offer = await storage.fork().findOne(Attempt, { id: offerId })
  if (offer) addLogContext({ jobId: offer.jobId, taskId: offer.taskId })
  if (offer?.state !== 'OFFERED') return
  const { jobId } = offer
  const silent = await inTransaction(storage, (em) => expireOffers(em, jobId, queues.match.name))
  if (silent.length > 0) log.info({ jobId, nodes: silent }, 'offers expired')
}
