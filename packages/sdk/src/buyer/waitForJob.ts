import type { Client } from '@aiigo/client'
import type { JobState } from '@aiigo/domain'
import { sdkError } from '../errors.js'
import type { JobStatus, WaitOptions } from './Buyer.js'
import { followLogs } from './followLogs.js'
import { watchJob } from './watchJob.js'

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
