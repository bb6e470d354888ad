import { randomUUID } from 'node:crypto'
import { effectId } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { enqueue } from '../outbox/enqueue.js'
import type { Job } from './Job.js'
import { wakeReplicaChecks } from './replicas.js'

/**
 * Tells those that wait for a job of its end, or of its result on chain: the jobs that need it, by a message to the
 * queue that looks at them, and the checks of its other replicas.
 * @param em of `inTransaction` without the lock of a check
 * @param needsQueue the queue's name
 */
export async function tellWaiting(
  em: EntityManager,
  job: Pick<Job, 'id' | 'needed' | 'replicaSet'>,
  needsQueue: string,
): Promise<void> {
  const { id: jobId, needed } = job
  if (needed) enqueue(em, { id: effectId(needsQueue, jobId, randomUUID()), queue: needsQueue, payload: { jobId } })
  await wakeReplicaChecks(em, job)
}
