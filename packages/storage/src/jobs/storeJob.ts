import type { JobSpec, TaskRequest } from '@aiigo/domain'
import { insertRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'
import { Job } from './Job.js'
import { announceJob } from './moveJob.js'
import { nameInputs } from './nameFiles.js'
import { taskRequestColumns } from './taskRequestOf.js'

export interface NewJob {
  /** UUID, which is also in the request. */
  id: string
  spec: JobSpec
  request: TaskRequest
  /** 0x hex; follows from the request. */
  taskId: string
  createdAt: Date
}

/**
 * Stores a job as SUBMITTED and announces it.
 * @param em of `inTransaction`
 * @throws PostgreSQL's unique violation (23505) when its id or task is stored already
 */
export async function storeJob(em: EntityManager, { id, spec, request, taskId, createdAt }: NewJob): Promise<Job> {
  const job = await insertRow(em, Job, {
    ...taskRequestColumns(request),
    id,
    name: spec.name,
    state: 'SUBMITTED',
    spec,
    units: spec.resources.units,
    taskId,
    attempts: 0,
    maxAttempts: spec.retries,
    refunded: false,
    createdAt,
    updatedAt: createdAt,
  })
  await nameInputs(em, id, spec)
  effectsOf(em).move({ jobId: id, attemptId: null, from: null, to: job.state, reason: null })
  announceJob(em, job)
  return job
}
