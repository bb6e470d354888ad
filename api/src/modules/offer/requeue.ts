import { message } from '@aiigo/queue'
import { type Attempt, type EntityManager, enqueue, type Job, moveJob } from '@aiigo/storage'

/** After an offer came to nothing: the job looks for the next node. */
export async function requeue(em: EntityManager, job: Job, attempt: Attempt): Promise<void> {
  if (job.state !== 'MATCHED' || job.nodeId !== attempt.nodeId) return
  const reason = 'the node declined; looking for another one'
  const moved = await moveJob(em, job, 'QUEUED', { set: { nodeId: null }, reasonCode: 'OFFER_DECLINED', reason })
  // One search for each offer that failed.
  if (moved) await enqueue(em, message('match', { jobId: job.id }, { distinguish: [attempt.id] }))
}
