import { type Client, JobLogsDocument, WatchJobLogsDocument, WatchJobStatusDocument } from '@aiigo/client'
import type { JobState } from '@aiigo/domain'
import type { JobStatus, WatchOptions } from './Buyer.js'

/** States in which a job has ended. */
export const FINAL_STATES: readonly JobState[] = ['PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED']

const PAGE = 500

/** Follows a job until one of the wanted states or its end. Log lines that came before that are all told. */
export async function watchJob(
  client: Client,
  jobId: string,
  { until = [], onStatus, onLog, signal }: WatchOptions = {},
): Promise<{ last: JobStatus; states: readonly JobState[] }> {
  const stop = new AbortController()
  const following = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  let seq = 0
  const followLogs = async (): Promise<void> => {
    for await (const { jobLogs } of client.subscribe(
      WatchJobLogsDocument,
      { jobId, afterSeq: 0 },
      { signal: following },
    )) {
      if (stop.signal.aborted) return
      seq = jobLogs.seq
      onLog?.(jobLogs)
    }
  }
  const followStates = async (): Promise<{ last: JobStatus; states: readonly JobState[] }> => {
    const states: JobState[] = []
    for await (const { jobStatus } of client.subscribe(
      WatchJobStatusDocument,
      { jobId, afterSeq: 0 },
      { signal: following },
    )) {
      states.push(jobStatus.state)
      onStatus?.(jobStatus)
      if (until.includes(jobStatus.state) || FINAL_STATES.includes(jobStatus.state)) return { last: jobStatus, states }
    }
    signal?.throwIfAborted()
    throw new Error(`the subscription to job ${jobId} ended before the job did`)
  }
  // Ended on purpose once the state is there; a failure before that is the states' subscription's to report as well.
  const logs = onLog ? followLogs().catch(() => undefined) : Promise.resolve()
  try {
    const seen = await followStates()
    stop.abort()
    await logs
    for (let more = onLog !== undefined; more; ) {
      const { jobLogs } = await client.execute(JobLogsDocument, { jobId, afterSeq: seq, first: PAGE })
      for (const line of jobLogs) onLog?.(line)
      seq = jobLogs.at(-1)?.seq ?? seq
      more = jobLogs.length === PAGE
    }
    return seen
  } finally {
    stop.abort()
    await logs
  }
}
