import type { Payload, queues } from '@aiigo/queue'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Searches nodes for a job, in one batch with the other jobs that wait. */
export function match(
  { matchEngine }: Pick<WorkerDeps, 'matchEngine'>,
  { jobId }: Payload<typeof queues.match>,
): Promise<void> {
  return matchEngine.match(jobId)
}
