import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'

/** The attempt by which a provider works on a job at this moment: assigned on chain, and no result is in yet. */
export async function assignedAttemptOf(
  em: EntityManager,
  jobId: string,
  provider: string,
): Promise<{ number: number; nodeId: string } | null> {
  const rows = await em.execute<{ number: number; node_id: string }[]>(
    `select number, node_id from attempt
     where job_id = ? and provider = ? and number is not null and state in ('ASSIGNED', 'EXECUTING')`,
    [jobId, provider],
  )
  const [row] = rows
  return row ? { number: row.number, nodeId: row.node_id } : null
}

/** The wallet of the node whose result a job has; null without one. */
export async function providerOfResult(em: EntityManager, job: Job): Promise<string | null> {
  if (!job.result) return null
  const rows = await em.execute<{ provider: string }[]>(
    `select provider from attempt
     where job_id = ? and number = ? and node_id = ? and state <> 'WITHDRAWN'`,
    [job.id, job.attempts, job.nodeId ?? null],
  )
  return rows[0]?.provider ?? null
}

/** Whether a provider works on any job: its attempt is assigned on chain, or its result is not there yet. */
export async function isAtWork(em: EntityManager, provider: string): Promise<boolean> {
  const rows = await em.execute(
    `select 1 from attempt where provider = ? and state in ('ASSIGNED', 'EXECUTING', 'SUBMITTED') limit 1`,
    [provider],
  )
  return rows.length > 0
}

/**
 * Content ids that jobs but one need of a wallet: inputs where it is the buyer, results where it is the provider, and
 * evidence that it added.
 */
export async function filesHeldFor(em: EntityManager, holder: string, exceptJobId: string): Promise<Set<string>> {
  const rows = await em.execute<{ cid: string }[]>(
    `with needed as (
       select spec as files, null as manifest from job where buyer = ? and id <> ? and files_deleted_at is null
       union all
       select job.result, job.result ->> 'manifestCid' from job
         where job.id in (select job_id from attempt where provider = ?)
           and job.id <> ? and job.files_deleted_at is null and job.result is not null
       union all
       select evidence.files, null from evidence join job on job.id = evidence.job_id
         where evidence.author = ? and job.id <> ? and job.files_deleted_at is null)
     select distinct cid #>> '{}' as cid from needed, jsonb_path_query(needed.files, 'lax $.**.cid') as cid
     union
     select manifest from needed where manifest is not null`,
    [holder, exceptJobId, holder, exceptJobId, holder, exceptJobId],
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
