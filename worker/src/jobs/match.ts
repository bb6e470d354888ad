import type { WorkerDeps } from '../WorkerDeps.js'

/** Searches a node for a job; together with whatever other jobs are waiting. */
export function match({ matcher }: Pick<WorkerDeps, 'matcher'>, { jobId }: { jobId: string }): Promise<void> {
  return matcher.match(jobId)
}
