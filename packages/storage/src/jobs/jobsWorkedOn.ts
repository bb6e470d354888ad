import type { EntityManager } from '../db/createStorage.js'

/** Of some jobs, the ids of those of which a provider was assigned an attempt; accepting an offer is not enough. */
export async function jobsWorkedOn(
  em: EntityManager,
  provider: string,
  jobIds: readonly string[],
): Promise<Set<string>> {
  const rows = await em.execute<{ job_id: string }[]>(
    `select distinct job_id from attempt
     where provider = ? and number is not null and state not in ('ACCEPTED', 'WITHDRAWN')
       and job_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [provider, JSON.stringify(jobIds)],
  )
  return new Set(rows.map((row) => row.job_id))
}

/** Of some jobs, the ids of those that a provider works on now, or whose result it handed in and that waits. */
export async function jobsAtWork(em: EntityManager, provider: string, jobIds: readonly string[]): Promise<Set<string>> {
  const rows = await em.execute<{ job_id: string }[]>(
    `select distinct job_id from attempt
     where provider = ? and number is not null and state in ('ASSIGNED', 'EXECUTING', 'SUBMITTED')
       and job_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [provider, JSON.stringify(jobIds)],
  )
  return new Set(rows.map((row) => row.job_id))
}
