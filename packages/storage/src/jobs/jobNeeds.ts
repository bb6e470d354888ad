import { type JobSpec, neededInputsOf, type ResultFile } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'
import { moveJob } from './moveJob.js'
import { MAY_DELIVER } from './replicas.js'

/** Reason code of a job that ended because a job that it needs did not succeed. */
export const NEED_FAILED = 'NEED_FAILED'

/**
 * Where a needed job `n` stands. A result counts once the chain has it; the codes of runs that were stopped are never
 * 0. One that is disputed, or that a reorganisation took back, is open again. Of replicas no other job gets the result
 * before each has one on chain or never will: it could be copied.
 */
export const NEED_STANDING = `case
  when n.state in ('REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED') then 'FAILED'
  when n.replica_set is not null and exists (select 1 from job s where s.replica_set = n.replica_set and s.id <> n.id
    and ${MAY_DELIVER}) then 'OPEN'
  when n.state = 'PAID' or (n.state = 'VERIFYING' and n.settle_after is not null)
    then case when n.exit_code = 0 then 'MET' else 'FAILED' end
  else 'OPEN' end`

/** Where the needs of a job stand together. */
export type NeedsStanding =
  | { readonly kind: 'OPEN' | 'MET' }
  /** One of them did not succeed. */
  | { readonly kind: 'FAILED'; readonly reason: string }

interface Row {
  job_id: string
  open: boolean
  failed: string | null
}

/** The needs of some jobs; a job without needs has them met. */
export async function needStandings(
  em: EntityManager,
  jobs: readonly Pick<Job, 'id' | 'spec'>[],
): Promise<Map<string, NeedsStanding>> {
  const waiting = jobs.filter(({ spec }) => spec.needs !== undefined)
  const standings = new Map<string, NeedsStanding>(jobs.map(({ id }) => [id, { kind: 'MET' }]))
  if (waiting.length === 0) return standings
  const rows = await em.execute<Row[]>(
    `select job_id, coalesce(bool_or(standing = 'OPEN'), false) as open,
       min(label || case when state in ('VERIFYING', 'PAID')
         then coalesce(' ended with exit code ' || exit_code, ' was settled without a result here')
         else ' is ' || state end) filter (where standing = 'FAILED') as failed
     from (
       select r.job_id, n.state, n.exit_code, ${NEED_STANDING} as standing,
         coalesce(n.group_key || coalesce('[' || n.element || ']', ''), n.name) || ' (job ' || n.id || ')' as label
       from job_need r join job n on n.id = r.need_id
       where r.job_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
     ) needs group by job_id`,
    [JSON.stringify(waiting.map(({ id }) => id))],
  )
  for (const { job_id, open, failed } of rows) {
    if (failed !== null) standings.set(job_id, { kind: 'FAILED', reason: `the needed job ${failed}` })
    else if (open) standings.set(job_id, { kind: 'OPEN' })
  }
  const met = waiting.filter(({ id, spec }) => standings.get(id)?.kind === 'MET' && neededInputsOf(spec).length > 0)
  const results = await resultsNeededBy(em, met)
  for (const job of met) {
    const reason = missingOutput(job.spec, results.get(job.id) ?? [])
    if (reason !== null) standings.set(job.id, { kind: 'FAILED', reason })
  }
  return standings
}

/** Why a job cannot have its files, though the jobs that write them have succeeded; null when it can. */
function missingOutput(spec: JobSpec, results: readonly NeededResult[]): string | null {
  const byHash = new Map(results.map((result) => [result.specHash, result]))
  for (const { from, path, maxBytes } of neededInputsOf(spec)) {
    const result = byHash.get(from)
    const file = result?.outputs.find(({ name }) => name === path)
    if (!file) return `the needed job ${result?.jobId ?? from} has no output ${path}`
    if (file.size > maxBytes) {
      return `the output ${path} of the needed job ${result?.jobId} has ${file.size} bytes, more than the ${maxBytes} that were asked for`
    }
  }
  return null
}

/** The result of a job that another job needs. */
export interface NeededResult {
  jobId: string
  /** Of the needed job, 0x hex. */
  specHash: string
  /** Wallet of the provider that stored the files, lower case; null where the platform does not know it. */
  provider: string | null
  manifestCid: string
  /** 64 hex digits. */
  manifestSha256: string
  /** Those that the needing job takes. */
  outputs: ResultFile[]
}

/** The results that there are of the jobs that some jobs need, by the needing job. */
export async function resultsNeededBy(
  em: EntityManager,
  jobs: readonly Pick<Job, 'id'>[],
): Promise<Map<string, NeededResult[]>> {
  if (jobs.length === 0) return new Map()
  const rows = await em.execute<
    {
      job_id: string
      id: string
      spec_hash: string
      provider: string | null
      manifest_cid: string
      manifest_sha256: string
      outputs: ResultFile[]
    }[]
  >(
    // A result may have 500 outputs, and each of 500 jobs may need it: only those that are taken leave the database.
    `select r.job_id, n.id, n.spec_hash, n.result ->> 'manifestCid' as manifest_cid,
       n.result ->> 'manifestSha256' as manifest_sha256,
       coalesce((select jsonb_agg(o.value) from jsonb_array_elements(n.result -> 'outputs') o
         where o.value ->> 'name' = any (wanted.paths)), '[]') as outputs,
       (select provider from attempt a where a.job_id = n.id and a.number = n.attempts and a.node_id = n.node_id
          and a.state <> 'WITHDRAWN' limit 1) as provider
     from job_need r join job n on n.id = r.need_id join job j on j.id = r.job_id
       cross join lateral (select array_agg(i.value ->> 'path') as paths
         from jsonb_array_elements(j.spec -> 'inputs') i where i.value ->> 'from' = n.spec_hash) wanted
     where r.job_id in (select value::uuid from jsonb_array_elements_text(?::jsonb)) and n.result is not null
       and n.files_deleted_at is null
     order by n.group_place, n.id`,
    [JSON.stringify(jobs.map(({ id }) => id))],
  )
  return Map.groupBy(
    rows.map(({ job_id, id, spec_hash, provider, manifest_cid, manifest_sha256, outputs }) => ({
      ...{ job_id, jobId: id, specHash: spec_hash, provider, outputs },
      ...{ manifestCid: manifest_cid, manifestSha256: manifest_sha256 },
    })),
    ({ job_id }) => job_id,
  )
}

/** Jobs that need a job and wait for it, in the order of their keys. */
export async function jobsThatNeed(em: EntityManager, needId: string): Promise<Job[]> {
  const rows = await em.execute<object[]>(
    `select j.* from job_need r join job j on j.id = r.job_id
     where r.need_id = ? and j.state in ('SUBMITTED', 'QUEUED') order by j.id`,
    [needId],
  )
  return rows.map((row) => em.map(Job, row))
}

/** Whether a job that has not ended needs a job's files. */
export async function isStillNeeded(em: EntityManager, jobId: string): Promise<boolean> {
  const rows = await em.execute(
    `select 1 from job_need r join job j on j.id = r.job_id where r.need_id = ? and j.ended_at is null limit 1`,
    [jobId],
  )
  return rows.length > 0
}

/** Ids of the jobs that a job needs, in the order of their group. */
export async function needIdsOf(em: EntityManager, jobId: string): Promise<string[]> {
  const rows = await em.execute<{ need_id: string }[]>(
    `select r.need_id from job_need r join job n on n.id = r.need_id where r.job_id = ?
     order by n.group_place, n.id`,
    [jobId],
  )
  return rows.map(({ need_id }) => need_id)
}

/** Ids of the jobs that each job of a group needs, by its id. */
export async function needsOfGroup(em: EntityManager, groupId: string): Promise<Map<string, string[]>> {
  const rows = await em.execute<{ job_id: string; need_ids: string[] }[]>(
    `select r.job_id, array_agg(r.need_id::text order by n.group_place, n.id) as need_ids
     from job j join job_need r on r.job_id = j.id join job n on n.id = r.need_id
     where j.group_id = ? group by r.job_id`,
    [groupId],
  )
  return new Map(rows.map(({ job_id, need_ids }) => [job_id, need_ids]))
}

/**
 * Ends a SUBMITTED job of which a need did not succeed.
 * @param em of `inTransaction`
 * @returns null when it has left SUBMITTED
 */
export async function cancelForNeed(
  em: EntityManager,
  job: { readonly id: string },
  reason: string,
): Promise<Job | null> {
  return moveJob(em, { id: job.id, state: 'SUBMITTED' }, 'CANCELLED', { reasonCode: NEED_FAILED, reason })
}
