import type { Payload, queues } from '@aiigo/queue'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { takeSignedStep } from '../lifecycle/takeSignedStep.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Moves a job on: by what its buyer has just signed, or by what the chain shows. The state of job and task decides what
 * to do.
 */
export async function advance(deps: WorkerDeps, { jobId, cause }: Payload<typeof queues.advance>): Promise<void> {
  const own = { ...deps, log: deps.log.child({ cause }) }
  if (!(await takeSignedStep(own, jobId, cause))) await advanceJob(own, jobId)
}
