import { type EntityManager, Job } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'

/** Of some jobs, those the viewer may see: as the buyer, or as a provider to whom an attempt was assigned (accepting is not enough). */
export async function visibleJobs(em: EntityManager, { address }: Viewer, where: object): Promise<Job[]> {
  const jobs = await em.find(Job, where)
  const foreign = jobs.filter(({ buyer }) => buyer !== address).map(({ id }) => id)
  if (foreign.length === 0) return jobs
  const rows = await em.execute<{ job_id: string }[]>(
    `select distinct job_id from attempt
     where provider = ? and number is not null and state not in ('ACCEPTED', 'WITHDRAWN') and job_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [address, JSON.stringify(foreign)],
  )
  const worked = new Set(rows.map((row) => row.job_id))
  return jobs.filter(({ id, buyer }) => buyer === address || worked.has(id))
}

/** A job the viewer may see; null when there is none, so that nobody learns which ids exist. */
export async function visibleJob(em: EntityManager, viewer: Viewer, id: string): Promise<Job | null> {
  return isUuid(id) ? ((await visibleJobs(em, viewer, { id }))[0] ?? null) : null
}
