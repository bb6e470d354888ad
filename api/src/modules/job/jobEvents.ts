import { topic } from '@aiigo/domain'
import { type Job, readProgress } from '@aiigo/storage'
import { apiError } from '../../graphql/apiError.js'
import type { Meter, Viewer } from '../../graphql/context.js'
import { followLog } from '../../live/followLog.js'
import { type EventSource, followPages, followTopics, mapIterator } from '../../live/followTopics.js'
import { lookCost } from '../../live/lookCost.js'
import type { JobProgress, JobStatusEvent, LogLine } from './job.type.js'
import { jobUnknown, logReaderOf, visibleJob } from './jobAccess.js'
import { toProgressType } from './toProgressType.js'

/**
 * Events of one job, read from the event table: replayed from a cursor, then followed, without gaps.
 * Errors: GraphQLError JOB_UNKNOWN when the viewer may not see the job.
 */
export interface JobEvents {
  status(viewer: Viewer, jobId: string, afterSeq: number): Promise<AsyncIterable<JobStatusEvent>>
  progress(viewer: Viewer, jobId: string, afterSeq: number, meter?: Meter): Promise<AsyncIterable<JobProgress>>
  logs(viewer: Viewer, jobId: string, afterSeq: number, meter?: Meter): Promise<AsyncIterable<LogLine[]>>
}

export function createJobEvents(source: EventSource): JobEvents {
  async function requireJob(viewer: Viewer, jobId: string, afterSeq: number): Promise<Job> {
    if (afterSeq < 0) throw apiError('BAD_USER_INPUT', `expected afterSeq of 0 or more, got ${afterSeq}`)
    const job = await visibleJob(source.storage.fork(), viewer, jobId)
    if (!job) throw jobUnknown(jobId)
    return job
  }

  return {
    async status(viewer, jobId, afterSeq) {
      await requireJob(viewer, jobId, afterSeq)
      const name = topic('job', jobId.toLowerCase()) as `job:${string}`
      return mapIterator(followTopics(source, new Map([[name, afterSeq]])), ({ seq, data }) => ({
        ...data,
        keyWanted: data.keyWanted ?? false,
        seq,
        at: new Date(data.at),
      }))
    },

    async progress(viewer, jobId, afterSeq, meter) {
      const job = await requireJob(viewer, jobId, afterSeq)
      const read = async (_topic: string, after: number) => ({
        items: await readProgress(source.storage.fork(), job.id, after),
        isLast: true,
      })
      const cursors = new Map([[topic('jobprogress', job.id), afterSeq]])
      const pages = followPages(source, cursors, read, lookCost(meter))
      return mapIterator(pages, (progress) => toProgressType(progress, job, viewer.address))
    },

    async logs(viewer, jobId, afterSeq, meter) {
      const job = await requireJob(viewer, jobId, afterSeq)
      return followLog(source, job.id, afterSeq, logReaderOf(job, viewer), lookCost(meter))
    },
  }
}
