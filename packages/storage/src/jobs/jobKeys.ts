import { randomUUID } from 'node:crypto'
import type { EntityManager } from '../db/createStorage.js'
import { Artifact } from './Artifact.js'
import { Checkpoint } from './Checkpoint.js'
import { Job } from './Job.js'
import { JobKey } from './JobKey.js'
import { type KeyReleaser, KeyRequest } from './KeyRequest.js'
import { announceJob } from './moveJob.js'

/** Stores the wrapped key of a job's files. */
export async function storeJobKey(em: EntityManager, jobId: string, sealedKey: string): Promise<void> {
  await em.insert(JobKey, { jobId, sealedKey })
}

/** The wrapped key of a job's files; null for a private job, and once it was deleted. */
export async function findJobKey(em: EntityManager, jobId: string): Promise<string | null> {
  return (await em.findOne(JobKey, { jobId }))?.sealedKey ?? null
}

type NewRequest = Pick<KeyRequest, 'jobId' | 'wallet' | 'attempt' | 'nodeId' | 'recipient' | 'signature'>

/**
 * Stores a request for a job's key. A repeated request returns the row of the first one.
 * @param em of `inTransaction`
 * @param limit how many a wallet may have for a job
 * @returns the request; null when the wallet has too many, or the recipient belongs to another wallet
 */
export async function recordKeyRequest(
  em: EntityManager,
  asked: NewRequest,
  limit: number,
): Promise<(KeyRequest & { isNew: boolean }) | null> {
  const { jobId, wallet, attempt, nodeId, recipient, signature } = asked
  // Requests of one job come one after the other, so that they can be counted.
  await em.execute('select 1 from job where id = ? for no key update', [jobId])
  const known = await em.findOne(KeyRequest, { jobId, recipient })
  if (known) return known.wallet === wallet ? Object.assign(known, { isNew: false }) : null
  if ((await em.count(KeyRequest, { jobId, wallet })) >= limit) return null
  const id = randomUUID()
  await em.insert(KeyRequest, { id, jobId, wallet, attempt, nodeId, recipient, signature, requestedAt: new Date() })
  return Object.assign(await em.findOneOrFail(KeyRequest, { id }), { isNew: true })
}

/**
 * Records the release of a key, the first time, and announces it in the job's events.
 * @param em of `inTransaction`
 * @param sealedKey by the buyer's client; null where the platform seals it anew for each answer
 */
export async function recordKeyRelease(
  em: EntityManager,
  request: KeyRequest,
  by: KeyReleaser,
  sealedKey: string | null,
): Promise<void> {
  const set = { releasedAt: new Date(), releasedBy: by, sealedKey }
  if ((await em.nativeUpdate(KeyRequest, { id: request.id, releasedAt: null }, set)) === 0) return
  const whose = by === 'PLATFORM' ? 'the platform' : 'the buyer’s client'
  const job = await em.findOneOrFail(Job, { id: request.jobId })
  announceJob(em, job, `${whose} released the key of the files to ${readerOf(request)}`)
}

/** Announces to the buyer's client a request for the key of a private job. @param em of `inTransaction` */
export async function announceKeyWanted(em: EntityManager, request: KeyRequest): Promise<void> {
  const job = await em.findOneOrFail(Job, { id: request.jobId })
  announceJob(em, job, `${readerOf(request)} asks for the key of the files`, true)
}

function readerOf({ attempt, nodeId, wallet }: KeyRequest): string {
  return attempt === 0 ? `the arbitrator ${wallet}` : `node ${nodeId} for attempt ${attempt}`
}

/** Requests for keys of a buyer's jobs, oldest first. @param only `jobId`: of this job; `open`: without a release */
export async function keyRequestsOf(
  em: EntityManager,
  buyer: string,
  only: { jobId?: string; open?: boolean },
): Promise<KeyRequest[]> {
  const rows = await em.execute<object[]>(
    `select r.* from key_request r join job j on j.id = r.job_id
     where j.buyer = ? and (?::uuid is null or r.job_id = ?::uuid) and (not ? or r.released_at is null)
     order by r.requested_at limit 500`,
    [buyer, only.jobId ?? null, only.jobId ?? null, only.open ?? false],
  )
  return rows.map((row) => em.map(KeyRequest, row))
}

/**
 * Deletes the key of a job's files in every form, and its log for every reader. The log's rows are deleted by
 * `deleteLogs`, later: a log has up to 3 GiB. The record of releases stays.
 */
export async function deleteKeys(em: EntityManager, jobId: string): Promise<void> {
  // First of all the log is not read any more, and the sweep knows of it.
  await em.nativeUpdate(Job, { id: jobId, keysDeletedAt: null }, { keysDeletedAt: new Date() })
  await em.nativeDelete(JobKey, { jobId })
  await em.nativeUpdate(KeyRequest, { jobId }, { sealedKey: null })
}

/** Deletes the rows of a job's checkpoint and artifacts, whose files are gone. */
export async function deleteRunFiles(em: EntityManager, jobId: string): Promise<void> {
  await em.nativeDelete(Checkpoint, { jobId })
  await em.nativeDelete(Artifact, { jobId })
}

/** Jobs of one statement: of each a key and some requests. */
const PRUNED_AT_ONCE = 200

/**
 * Deletes keys of jobs that ended before a moment, and the rows of their logs and of other deleted ones.
 * @returns the number of the jobs that ended
 */
export async function pruneEndedJobs(em: EntityManager, endedBefore: Date): Promise<number> {
  let pruned = 0
  for (;;) {
    const [counts] = await em.execute<{ jobs: number }[]>(
      `with over as (
         update job set keys_deleted_at = clock_timestamp() where id in (
           select id from job where ended_at < ?::timestamptz and ended_at is not null and keys_deleted_at is null
           order by ended_at limit ? for update skip locked)
         returning id),
       requests as (
         update key_request set sealed_key = null where sealed_key is not null and job_id in (select id from over)),
       checkpoints as (delete from checkpoint where job_id in (select id from over)),
       artifacts as (delete from artifact where job_id in (select id from over)),
       keys as (delete from job_key where job_id in (select id from over))
       select count(*)::int as jobs from over`,
      [endedBefore.toISOString(), PRUNED_AT_ONCE],
    )
    const jobs = counts?.jobs ?? 0
    pruned += jobs
    if (jobs < PRUNED_AT_ONCE) break
  }
  await deleteLogs(em)
  return pruned
}

/** Rows of a log that one statement deletes: a row has up to 64 Ki characters. */
const SLICE_ROWS = 200

/** Deletes the rows of logs that are not read any more, in slices. @param jobId of this job alone; else of all */
export async function deleteLogs(em: EntityManager, jobId: string | null = null): Promise<void> {
  for (let after = '-infinity'; ; ) {
    const jobs = await em.execute<{ id: string; at: string }[]>(
      `select id, keys_deleted_at::text as at from job
       where keys_deleted_at is not null and log_deleted_at is null and keys_deleted_at >= ?::timestamptz
         and (?::uuid is null or id = ?::uuid)
       order by keys_deleted_at limit ?`,
      [after, jobId, jobId, PRUNED_AT_ONCE],
    )
    for (const { id } of jobs) await deleteLog(em, id)
    const last = jobs.at(-1)
    if (jobs.length < PRUNED_AT_ONCE || !last) return
    after = last.at
  }
}

async function deleteLog(em: EntityManager, jobId: string): Promise<void> {
  for (let deleted = SLICE_ROWS; deleted === SLICE_ROWS; ) {
    const rows = await em.execute<object[]>(
      `delete from job_log where job_id = ? and last_seq in (
         select last_seq from job_log where job_id = ? order by last_seq limit ?) returning 1`,
      [jobId, jobId, SLICE_ROWS],
    )
    deleted = rows.length
  }
  await em.nativeUpdate(Job, { id: jobId, logDeletedAt: null }, { logDeletedAt: new Date() })
}
