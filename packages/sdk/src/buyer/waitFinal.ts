import { type Client, JobDocument } from '@aiigo/client'
import { jobLifeCycle, pause } from '@aiigo/domain'
import type { Finality, FinalityOptions, JobWithAttempts } from './Buyer.js'
import { unknownJob } from './unknownJob.js'

const EVERY_MS = 1_000

/** Looks at a job until the chain can't take its end back any more. */
export async function waitFinal(
  client: Client,
  jobId: string,
  { onFinality, everyMs = EVERY_MS, signal }: FinalityOptions = {},
): Promise<JobWithAttempts> {
  for (let told: string | undefined; ; await pause(everyMs, signal)) {
    const { job } = await client.execute(JobDocument, { id: jobId }, signal ? { signal } : {})
    if (!job) throw unknownJob(jobId)
    const finality: Finality | null = job.finality
    const text = JSON.stringify([job.state, finality])
    if (text !== told) onFinality?.(finality, job)
    told = text
    // Without a part of the chain in its end there is nothing to wait for.
    if (finality ? finality.final : jobLifeCycle.isFinal(job.state)) return job
  }
}
