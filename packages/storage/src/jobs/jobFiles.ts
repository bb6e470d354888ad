import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'

/** Whether a provider works on a job at this moment: its attempt is assigned on chain, and no result is in yet. */
export async function isAssignedTo(em: EntityManager, jobId: string, provider: string): Promise<boolean> {
  const rows = await em.execute(
    `select 1 from attempt
     where job_id = ? and provider = ? and number is not null and state in ('ASSIGNED', 'EXECUTING')`,
    [jobId, provider],
  )
  return rows.length > 0
}

/** The wallet of the node whose result a job has; null without one. */
export async function providerOfResult(em: EntityManager, job: Job): Promise<string | null> {
  if (!job.result) return null
  const rows = await em.execute<{ provider: string }[]>(
    `select provider from attempt
     where job_id = ? and number is not null and submission ->> 'manifestCid' = ?`,
    [job.id, job.result.manifestCid],
  )
  return rows[0]?.provider ?? null
}

/** Files of a job that another job needs too: of the same buyer, or with a result of the same provider. */
export async function filesOfOtherJobs(em: EntityManager, job: Job): Promise<Set<string>> {
  const rows = await em.execute<{ cid: string }[]>(
    `with other as (
       select id, spec, result from job where buyer = ? and id <> ? and files_deleted_at is null
       union
       select job.id, job.spec, job.result from attempt theirs
         join attempt mine on mine.node_id = theirs.node_id and mine.job_id = ?
         join job on job.id = theirs.job_id
         where theirs.job_id <> ? and job.files_deleted_at is null and job.result is not null)
     select distinct cid #>> '{}' as cid from other,
       jsonb_path_query(jsonb_build_array(other.spec, other.result), 'lax $.**.cid') as cid
     union
     select distinct result ->> 'manifestCid' from other where result is not null`,
    [job.buyer, job.id, job.id, job.id],
  )
  return new Set(rows.map(({ cid }) => cid))
}

/** Records that a job's files are gone; the first time stands. */
export async function recordFilesDeleted(em: EntityManager, jobId: string, at: Date): Promise<void> {
  await em.nativeUpdate(Job, { id: jobId, filesDeletedAt: null }, { filesDeletedAt: at })
}

/** Whether a wallet has ever paid for a job or been paid for one, or has a node that the chain knows. */
export async function hasTraded(em: EntityManager, address: string): Promise<boolean> {
  const rows = await em.execute(
    `select 1 where exists (select 1 from job where buyer = ? and state = 'PAID')
       or exists (select 1 from node where provider = ? and registered)`,
    [address, address],
  )
  return rows.length > 0
}
