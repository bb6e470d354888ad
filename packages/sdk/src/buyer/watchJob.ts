import { type Client, WatchJobStatusDocument } from '@aiigo/client'
import { jobLifeCycle } from '@aiigo/domain'
import { sdkError } from '../errors.js'
import type { JobStatus, WatchOptions } from './Buyer.js'

/**
 * State changes of a job until one of the wanted states or its end.
 * @param onKeyWanted told that somebody waits for the key of a private job
 */
export async function* watchJob(
  client: Client,
  jobId: string,
  options: WatchOptions = {},
  onKeyWanted: (jobId: string) => void = () => undefined,
): AsyncGenerator<JobStatus> {
  const { until = [], afterSeq = 0, signal } = options
  const variables = { jobId, afterSeq }
  for await (const { jobStatus } of client.subscribe(WatchJobStatusDocument, variables, signal ? { signal } : {})) {
    const { seq, state, attempt, nodeId, reason, keyWanted, at } = jobStatus
    if (keyWanted) onKeyWanted(jobId)
    yield { seq, state, attempt, nodeId, reason, at }
    if (until.includes(state) || jobLifeCycle.isFinal(state)) return
  }
  signal?.throwIfAborted()
  throw sdkError('SUBSCRIPTION_ENDED', `the subscription to job ${jobId} ended before the job did`)
}
