import { jobTermsOf } from '@aiigo/domain'
import { addLogContext } from '@aiigo/service'
import { type EntityManager, Job, jobsAtWork, jobsWorkedOn, providerOfResult } from '@aiigo/storage'
import type { GraphQLError } from 'graphql'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import type { Job as JobType } from './job.type.js'
import { sha256OfText } from './sha256OfText.js'
import { toJobType } from './toJobType.js'

export const JOB_UNKNOWN = 'JOB_UNKNOWN'

/** The one answer about a job that the caller may not see, which is the answer about a job that does not exist. */
export function jobUnknown(id: string): GraphQLError {
  return apiError(JOB_UNKNOWN, `expected a job of the caller, or one that a node of the caller worked at, got ${id}`)
}

/**
 * Of some jobs, those the viewer may see: as the buyer, or as a provider to whom an attempt was assigned (accepting is
 * not enough).
 */
export async function visibleJobs(em: EntityManager, { address }: Viewer, where: object): Promise<Job[]> {
  const jobs = await em.find(Job, where)
  const foreign = jobs.filter(({ buyer }) => buyer !== address).map(({ id }) => id)
  if (foreign.length === 0) return jobs
  const worked = await jobsWorkedOn(em, address, foreign)
  return jobs.filter(({ id, buyer }) => buyer === address || worked.has(id))
}

/** A job that the viewer may see; null otherwise, so that callers cannot find out which ids exist. */
export async function visibleJob(em: EntityManager, viewer: Viewer, id: string): Promise<Job | null> {
  const job = isUuid(id) ? ((await visibleJobs(em, viewer, { id }))[0] ?? null) : null
  if (job) addLogContext({ jobId: job.id, taskId: job.taskId })
  return job
}

/** The provider whose attempts' lines alone the viewer may read of a job that it may see; null: all are the buyer's. */
export function logReaderOf({ buyer }: Pick<Job, 'buyer'>, { address }: Viewer): string | null {
  return buyer === address ? null : address
}

/**
 * Jobs that a viewer may see, as the API shows them to it. A provider that does not work on a job any more sees its
 * terms in place of the specification, and no result but its own.
 */
export async function showJobs(em: EntityManager, { address }: Viewer, jobs: readonly Job[]): Promise<JobType[]> {
  const foreign = jobs.filter(({ buyer }) => buyer !== address).map(({ id }) => id)
  const atWork = foreign.length > 0 ? await jobsAtWork(em, address, foreign) : new Set()
  return Promise.all(
    jobs.map(async (job) => {
      const shown = toJobType(job)
      if (job.buyer === address || atWork.has(job.id)) return shown
      const isOwnResult = (await providerOfResult(em, job)) === address
      const spec = jobTermsOf(job.spec, sha256OfText)
      return { ...shown, name: '', spec, result: isOwnResult ? shown.result : null }
    }),
  )
}
