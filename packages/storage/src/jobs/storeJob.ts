import { createHash } from 'node:crypto'
import { type JobSpec, replicaSetOf, type TaskRequest } from '@aiigo/domain'
import { insertRow, insertRows } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'
import { Job } from './Job.js'
import { JobGroup } from './JobGroup.js'
import { JobKey } from './JobKey.js'
import { JobNeed } from './JobNeed.js'
import { announceJob } from './moveJob.js'
import { inputCidsOf, nameInputs } from './nameFiles.js'
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

const sha256OfText = (text: string): string => createHash('sha256').update(text).digest('hex')

function rowOf({ id, spec, request, taskId, createdAt }: NewJob) {
  return {
    ...taskRequestColumns(request),
    id,
    name: spec.name,
    state: 'SUBMITTED' as const,
    spec,
    units: spec.resources.units,
    replicaSet: replicaSetOf(spec, request.buyer.toLowerCase(), sha256OfText),
    taskId,
    attempts: 0,
    maxAttempts: spec.retries,
    refunded: false,
    createdAt,
    updatedAt: createdAt,
  }
}

/**
 * Stores a job as SUBMITTED and announces it.
 * @param em of `inTransaction`
 * @throws PostgreSQL's unique violation (23505) when its id or task is stored already
 */
export async function storeJob(em: EntityManager, job: NewJob): Promise<Job> {
  const stored = await insertRow(em, Job, rowOf(job))
  await nameInputs(em, job.id, job.spec)
  announceNew(em, stored)
  return stored
}

function announceNew(em: EntityManager, job: Job): void {
  effectsOf(em).move({ jobId: job.id, attemptId: null, from: null, to: job.state, reason: null })
  announceJob(em, job)
}

/** A job of a group that is to be stored. */
export interface NewGroupJob extends NewJob {
  readonly key: string
  readonly element: number | null
  /** Ids of the jobs that it needs: of this group, or stored before. */
  readonly needs: readonly string[]
}

/** Jobs of one statement: a statement has at most 65 535 values. */
const STORED_AT_ONCE = 250
/** References of one statement. */
const NEEDS_AT_ONCE = 5_000

/**
 * Stores a group and its jobs as SUBMITTED, and announces them.
 * @param em of `inTransaction`
 * @param jobs each behind those that it needs
 * @param sealedKey of the files of all of them; null where the platform has none
 * @throws PostgreSQL's unique violation (23505) when the group is stored already
 */
export async function storeJobGroup(
  em: EntityManager,
  group: { id: string; buyer: string; name: string; digest: string; createdAt: Date },
  jobs: readonly NewGroupJob[],
  sealedKey: string | null,
): Promise<Job[]> {
  await em.insert(JobGroup, group)
  const needs = jobs.flatMap(({ id: jobId, needs: needed }) => needed.map((needId) => ({ jobId, needId })))
  const needed = new Set(needs.map(({ needId }) => needId))
  const own = new Set(jobs.map(({ id }) => id))
  const earlier = [...needed].filter((id) => !own.has(id)).sort()
  // Locks of jobs in the order of their keys; the new ones are nobody else's yet.
  await em.execute(
    `update job set needed = true from (
       select id from job where id in (select value::uuid from jsonb_array_elements_text(?::jsonb)) order by id
       for no key update) locked
     where job.id = locked.id and not job.needed`,
    [JSON.stringify(earlier)],
    'run',
  )
  const rows = jobs.map((job, groupPlace) => ({
    ...rowOf(job),
    ...{ groupId: group.id, groupKey: job.key, element: job.element, groupPlace, needed: needed.has(job.id) },
  }))
  const stored: Job[] = []
  for (let at = 0; at < rows.length; at += STORED_AT_ONCE) {
    stored.push(...(await insertRows(em, Job, rows.slice(at, at + STORED_AT_ONCE))))
  }
  for (let at = 0; at < needs.length; at += NEEDS_AT_ONCE) {
    await em.insertMany(JobNeed, needs.slice(at, at + NEEDS_AT_ONCE))
  }
  const files = jobs.flatMap(({ id: jobId, spec }) => inputCidsOf(spec).map((cid) => ({ jobId, cid })))
  await em.execute(
    `insert into job_file (job_id, kind, cid)
     select job_id, 'INPUT', cid from jsonb_to_recordset(?::jsonb) as file (job_id uuid, cid text)`,
    [JSON.stringify(files.map(({ jobId, cid }) => ({ job_id: jobId, cid })))],
    'run',
  )
  if (sealedKey !== null)
    await em.insertMany(
      JobKey,
      jobs.map(({ id: jobId }) => ({ jobId, sealedKey })),
    )
  for (const job of stored) announceNew(em, job)
  return stored
}
