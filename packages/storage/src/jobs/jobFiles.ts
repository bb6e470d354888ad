import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'

/** The attempt by which a provider works on a job at this moment: assigned on chain, and no result is in yet. */
export async function assignedAttemptOf(
  em: EntityManager,
  jobId: string,
  provider: string,
): Promise<{ id: string; number: number; nodeId: string } | null> {
  const rows = await em.execute<{ id: string; number: number; node_id: string }[]>(
    `select id, number, node_id from attempt
     where job_id = ? and provider = ? and number is not null and state in ('ASSIGNED', 'EXECUTING')`,
    [jobId, provider],
  )
  const [row] = rows
  return row ? { id: row.id, number: row.number, nodeId: row.node_id } : null
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
 * Those of some content ids that jobs but one need of a wallet: inputs where it is the buyer, results where it is the
 * provider, checkpoints and artifacts that its nodes stored, and evidence that it added.
 */
export async function filesHeldFor(
  em: EntityManager,
  holder: string,
  exceptJobId: string,
  cids: readonly string[],
): Promise<Set<string>> {
  const rows = await em.execute<{ cid: string }[]>(
    `with asked as materialized (select cid from jsonb_array_elements_text(?::jsonb) as one (cid))
     select asked.cid from asked join job_file file on file.cid = asked.cid join job on job.id = file.job_id
       where job.id <> ? and job.files_deleted_at is null and (
         (file.kind = 'INPUT' and job.buyer = ?)
         or (file.kind = 'RESULT' and exists (select 1 from attempt where job_id = job.id and provider = ?)))
     union
     select asked.cid from asked join checkpoint on checkpoint.cid = asked.cid
       where checkpoint.provider = ? and checkpoint.job_id <> ?
     union
     select asked.cid from asked join artifact on artifact.cid = asked.cid
       where artifact.provider = ? and artifact.job_id <> ?
     union
     select asked.cid from asked join check_run run on run.file ->> 'cid' = asked.cid
       join result_check checked on checked.attempt_id = run.attempt_id
       where run.provider = ? and checked.job_id <> ?
     union
     select asked.cid from asked, evidence join job on job.id = evidence.job_id
       where evidence.author = ? and job.id <> ? and job.files_deleted_at is null
         and jsonb_path_query_array(evidence.files, '$.**.cid') @> to_jsonb(asked.cid)`,
    [JSON.stringify(cids), exceptJobId, holder, holder, ...[1, 2, 3, 4].flatMap(() => [holder, exceptJobId])],
  )
  return new Set(rows.map(({ cid }) => cid))
}

/** Bytes of the specifications and results of jobs, as JSON. */
export async function bytesOfJobTexts(em: EntityManager, ids: readonly string[]): Promise<number> {
  const [row] = await em.execute<{ bytes: string }[]>(
    `select coalesce(sum(octet_length(spec::text) + coalesce(octet_length(result::text), 0)), 0) as bytes
     from job where id = any (?::uuid[])`,
    [`{${ids.join(',')}}`],
  )
  return Number(row?.bytes ?? 0)
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
