import { topic } from '@aiigo/domain'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { followLog } from '../../live/followLog.js'
import { type EventSource, followTopics, mapIterator } from '../../live/followTopics.js'
import type { JobStatusEvent, LogLine } from './job.type.js'
import { jobUnknown, visibleJob } from './jobAccess.js'

/**
 * Events of one job, read from the event table: replayed from a cursor, then followed, without gaps.
 * Errors: GraphQLError JOB_UNKNOWN when the viewer may not see the job.
 */
export interface JobEvents {
  status(viewer: Viewer, jobId: string, afterSeq: number): Promise<AsyncIterable<JobStatusEvent>>
  logs(viewer: Viewer, jobId: string, afterSeq: number): Promise<AsyncIterable<LogLine[]>>
}

export function createJobEvents(source: EventSource): JobEvents {
  async function requireJob(viewer: Viewer, jobId: string, afterSeq: number): Promise<void> {
    if (afterSeq < 0) throw apiError('BAD_USER_INPUT', `expected afterSeq of 0 or more, got ${afterSeq}`)
    if (await visibleJob(source.storage.fork(), viewer, jobId)) return
    throw jobUnknown(jobId)
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

    async logs(viewer, jobId, afterSeq) {
      await requireJob(viewer, jobId, afterSeq)
      return followLog(source, jobId.toLowerCase(), afterSeq)
    },
  }
}
