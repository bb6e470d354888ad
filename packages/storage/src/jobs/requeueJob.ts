import { effectId, type JobState } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Attempt } from '../offers/Attempt.js'
import { enqueue } from '../outbox/enqueue.js'
import type { Job } from './Job.js'
import { type JobMove, moveJob } from './moveJob.js'

/**
 * Sends a job back to the search (after a decline, a silent or lost node): QUEUED, without node, deadlines and result,
 * and a message of its own in the outbox.
 * @param em of `inTransaction`
 * @param matchQueue the queue that searches
 * @returns the job, or null when it was in another state by now
 */
export async function requeueJob(
  em: EntityManager,
  job: { readonly id: string; readonly state: JobState },
  matchQueue: string,
  move: JobMove = {},
): Promise<Job | null> {
  const moved = await moveJob(em, job, 'QUEUED', {
    ...move,
    set: { nodeId: null, dueAt: null, settleAfter: null, result: null, approval: null, ...move.set },
  })
  if (moved) await enqueueMatch(em, job.id, matchQueue)
  return moved
}

/**
 * Asks for a search; one message for each number of attempts the job has had.
 * @param known how many it has had, where the caller knows it
 */
export async function enqueueMatch(
  em: EntityManager,
  jobId: string,
  matchQueue: string,
  known?: number,
): Promise<void> {
  const attempts = known ?? (await em.count(Attempt, { jobId }))
  enqueue(em, { id: effectId(matchQueue, jobId, String(attempts)), queue: matchQueue, payload: { jobId } })
}
