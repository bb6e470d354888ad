import { inTransaction, type Job, recordStopRequest, type Storage } from '@aiigo/storage'
import { STATE_CHANGED } from '../../graphql/lookAgain.js'
import type { StopJobPayload } from './jobPayload.type.js'
import { toJobType } from './toJobType.js'

/**
 * Has the node of a running job stop it, on the buyer's wish: it hands in what there is, and bills what it used. The
 * same wish twice is one.
 */
export function createStopJob({ storage }: { storage: Storage }) {
  return async function stopJob(job: Job): Promise<StopJobPayload> {
    const refuse = (code: string, text: string): StopJobPayload => ({
      job: toJobType(job),
      userErrors: [{ code, field: 'jobId', message: text }],
    })
    if (job.state === 'MATCHED') {
      return refuse('JOB_OFFERED', 'expected a job that a node works at, a node is about to; try again in some seconds')
    }
    if (job.state === 'SUBMITTED' || job.state === 'QUEUED') {
      return refuse(
        'NOT_STOPPABLE',
        `expected a job that a node works at, got one in state ${job.state}; take it back by cancelJob`,
      )
    }
    if (job.state !== 'ASSIGNED' && job.state !== 'EXECUTING') {
      // The wish was heard, and its answer got lost.
      if (job.stopRequestedAt) return { job: toJobType(job), userErrors: [] }
      return refuse('NOT_STOPPABLE', `expected a job that a node works at, got one in state ${job.state}`)
    }
    const told = await inTransaction(storage, (em) => recordStopRequest(em, job.id))
    if (!told) return refuse(STATE_CHANGED, 'the job moved on just now; look at it again')
    return { job: toJobType(told), userErrors: [] }
  }
}
