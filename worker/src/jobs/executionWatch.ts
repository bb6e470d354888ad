import { Attempt } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { advanceJob } from './advanceJob.js'

/** An attempt's result is due: when it is not on chain, the node is penalised and the job goes on. */
export async function executionWatch(deps: WorkerDeps, { offerId }: { offerId: string }): Promise<void> {
  const attempt = await deps.storage.fork().findOne(Attempt, { id: offerId })
  if (attempt && !attempt.endedAt) await advanceJob(deps, attempt.jobId)
}
