import { CheckRun } from '../checks/CheckRun.js'
import type { EntityManager } from '../db/createStorage.js'
import { Attempt } from '../offers/Attempt.js'
import { Job } from './Job.js'

/**
 * Whether an attempt `a` keeps its provider from the other replicas of its job: it may deliver, or has. `offer_jobs`
 * has the same words.
 */
export const HAS_REPLICA = `a.state in ('OFFERED', 'ACCEPTED', 'ASSIGNED', 'EXECUTING', 'SUBMITTED', 'SUCCEEDED', 'REJECTED')`

/** Whether a replica `s` may still deliver a result: the chain has none, and it has not ended. */
export const MAY_DELIVER = `(s.state in ('SUBMITTED', 'QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING')
    or s.state = 'VERIFYING' and s.settle_after is null)`

/** A replica of a job, with the attempt that may deliver its result, or has. */
export interface Replica {
  readonly job: Job
  /** Null where no node has been assigned yet. */
  readonly attempt: Attempt | null
}

/** Replicas that are read: a buyer can hand in more of one set, in several groups. */
const MOST = 32

/** The other replicas of a job, oldest first. */
export async function otherReplicas(em: EntityManager, job: Job): Promise<Replica[]> {
  if (job.replicaSet === null || job.replicaSet === undefined) return []
  const { replicaSet, id } = job
  const jobs = await em.find(
    Job,
    { replicaSet, id: { $ne: id } },
    { orderBy: { createdAt: 'asc', id: 'asc' }, limit: MOST, refresh: true },
  )
  const attempts = await em.find(Attempt, { jobId: { $in: jobs.map((one) => one.id) } }, { refresh: true })
  return jobs.map((one) => ({
    job: one,
    attempt: attempts.find(({ jobId, number }) => jobId === one.id && number === one.attempts) ?? null,
  }))
}

/** Reports of platform nodes that ran one of these replicas again. */
export async function runsOfReplicas(em: EntityManager, replicas: readonly Replica[]): Promise<CheckRun[]> {
  const attemptId = { $in: replicas.flatMap(({ attempt }) => (attempt ? [attempt.id] : [])) }
  return em.find(CheckRun, { attemptId, report: { $ne: null } }, { orderBy: { assignedAt: 'asc' }, refresh: true })
}

/**
 * Has the open checks of a job's other replicas looked at now: one more of them has delivered, or never will.
 * @param em of `inTransaction` without the lock of a check
 */
export async function wakeReplicaChecks(em: EntityManager, job: Pick<Job, 'id' | 'replicaSet'>): Promise<void> {
  if (job.replicaSet === null || job.replicaSet === undefined) return
  await em.execute(
    `update result_check set look_at = clock_timestamp() where look_at is not null and attempt_id in (
       select c.attempt_id from result_check c join job j on j.id = c.job_id
       where j.replica_set = ? and j.id <> ? and c.look_at is not null
       order by c.attempt_id for no key update of c)`,
    [job.replicaSet, job.id],
    'run',
  )
}
