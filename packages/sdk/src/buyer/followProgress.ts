import { type Client, WatchJobProgressDocument } from '@aiigo/client'
import type { JobProgress, WatchOptions } from './Buyer.js'
import { untilOver } from './untilOver.js'

/** How far a job's nodes say that they are, until the job has ended. */
export async function* followProgress(
  client: Client,
  jobId: string,
  { afterSeq = 0, ...options }: WatchOptions = {},
): AsyncGenerator<JobProgress> {
  const variables = { jobId, afterSeq }
  const reports = untilOver(client, jobId, options, (signal) =>
    client.subscribe(WatchJobProgressDocument, variables, { signal }),
  )
  for await (const { jobProgress } of reports) {
    const { usage, cost, ...report } = jobProgress
    yield { ...report, usage: usage === null ? null : BigInt(usage), cost: cost === null ? null : BigInt(cost) }
  }
  options.signal?.throwIfAborted()
}
