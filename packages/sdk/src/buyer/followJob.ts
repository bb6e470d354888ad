import { type Client, JobLogsDocument, WatchJobLogsDocument, WatchJobStatusDocument } from '@aiigo/client'
import { type JobState, jobLifeCycle } from '@aiigo/domain'
import { sdkError } from '../errors.js'
import type { JobLogLine, JobStatus, LogOptions, WaitOptions, WatchOptions } from './Buyer.js'

const PAGE = 500

/** State changes of a job until one of the wanted states or its end. */
export async function* watchJob(client: Client, jobId: string, options: WatchOptions = {}): AsyncGenerator<JobStatus> {
  const { until = [], afterSeq = 0, signal } = options
  const variables = { jobId, afterSeq }
  for await (const { jobStatus } of client.subscribe(WatchJobStatusDocument, variables, signal ? { signal } : {})) {
    const { seq, state, attempt, nodeId, reason, at } = jobStatus
    yield { seq, state, attempt, nodeId, reason, at }
    if (until.includes(state) || jobLifeCycle.isFinal(state)) return
  }
  signal?.throwIfAborted()
  throw sdkError('SUBSCRIPTION_ENDED', `the subscription to job ${jobId} ended before the job did`)
}

/** Lines that are stored behind a cursor, page by page. */
async function* storedLines(client: Client, jobId: string, afterSeq: number, signal?: AbortSignal) {
  for (let seq = afterSeq; ; ) {
    const variables = { jobId, afterSeq: seq, first: PAGE }
    const { jobLogs } = await client.execute(JobLogsDocument, variables, signal ? { signal } : {})
    yield* jobLogs
    seq = jobLogs.at(-1)?.seq ?? seq
    if (jobLogs.length < PAGE) return
  }
}

/** Log lines of a job: live ones until the job is over, then what came at its very end. */
export async function* followLogs(client: Client, jobId: string, options: LogOptions = {}): AsyncGenerator<JobLogLine> {
  const { until = [], follow = true, signal } = options
  let { afterSeq = 0 } = options
  if (follow) {
    const over = new AbortController()
    const live = signal ? AbortSignal.any([signal, over.signal]) : over.signal
    let failure: { error: unknown } | undefined
    const watching = (async () => {
      for await (const _ of watchJob(client, jobId, { until, signal: live }));
    })()
      .catch((error: unknown) => {
        if (!live.aborted) failure = { error }
      })
      .finally(() => over.abort())
    try {
      const variables = { jobId, afterSeq }
      for await (const { jobLogs } of client.subscribe(WatchJobLogsDocument, variables, { signal: live })) {
        afterSeq = jobLogs.seq
        yield jobLogs
        if (over.signal.aborted) break
      }
    } finally {
      over.abort()
      await watching
    }
    if (failure) throw failure.error
  }
  signal?.throwIfAborted()
  yield* storedLines(client, jobId, afterSeq, signal)
}

/** Follows states and lines at once, by callbacks. */
export async function waitForJob(
  client: Client,
  jobId: string,
  { until = [], onStatus, onLog, signal }: WaitOptions = {},
): Promise<{ last: JobStatus; states: readonly JobState[] }> {
  const stop = new AbortController()
  const following = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const states: JobState[] = []
  let last: JobStatus | undefined
  const followStates = async (): Promise<void> => {
    for await (const status of watchJob(client, jobId, { until, signal: following })) {
      last = status
      states.push(status.state)
      onStatus?.(status)
    }
  }
  const tellLines = async (): Promise<void> => {
    if (!onLog) return
    for await (const line of followLogs(client, jobId, { until, signal: following })) onLog(line)
  }
  try {
    await Promise.all([followStates(), tellLines()])
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    stop.abort()
  }
  if (!last) throw sdkError('SUBSCRIPTION_ENDED', `the subscription to job ${jobId} had no event`)
  return { last, states }
}
