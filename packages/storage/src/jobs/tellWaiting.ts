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
  const { id: jobId, needed, replicaSet } = job
  // Those that need a replica wait for all of its set.
  const others = replicaSet
    ? await em.execute<{ id: string }[]>('select id from job where replica_set = ? and needed and id <> ?', [
        ...[replicaSet, jobId],
      ])
    : []
  for (const id of [...(needed ? [jobId] : []), ...others.map((one) => one.id)]) {
    enqueue(em, { id: effectId(needsQueue, id, randomUUID()), queue: needsQueue, payload: { jobId: id } })
  }
  await wakeReplicaChecks(em, job)
}
