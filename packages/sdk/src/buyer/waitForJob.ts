import type { JobState } from '@aiigo/domain'
import type { Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import type { JobStatus, WaitOptions } from './Buyer.js'
import { followLogs } from './followLogs.js'
import { releaseWanted } from './releaseWanted.js'
import { watchJob } from './watchJob.js'

/** Follows states and lines at once, by callbacks. */
export async function waitForJob(
  connection: Connection,
  jobId: string,
  { until = [], onStatus, onLog, signal }: WaitOptions = {},
): Promise<{ last: JobStatus; states: readonly JobState[] }> {
  const stop = new AbortController()
  const following = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const states: JobState[] = []
  const { client } = connection
  const watching = { until, signal: following }
  const wanted = (): void => releaseWanted(connection, jobId)
  let last: JobStatus | undefined
  const followStates = async (): Promise<void> => {
    for await (const status of watchJob(client, jobId, watching, wanted)) {
      last = status
      // Some events tell of something else: that the key of the files was released.
      if (states.at(-1) !== status.state) states.push(status.state)
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
