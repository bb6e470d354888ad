import type { Payload, queues } from '@aiigo/queue'
import { advanceJob } from '../lifecycle/advanceJob.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Moves a job on by what the chain shows. The cause is logged only: the state of job and task decides what to do. */
export async function advance(deps: WorkerDeps, { jobId, cause }: Payload<typeof queues.advance>): Promise<void> {
  await advanceJob({ ...deps, log: deps.log.child({ cause }) }, jobId)
}
