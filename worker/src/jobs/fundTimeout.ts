import { message } from '@aiigo/queue'
import type { WorkerDeps } from '../WorkerDeps.js'
import { endUnfunded, syncJob } from './syncJob.js'

/** The chain takes funding until `fundBy` itself; a block may still be on its way. */
const MARGIN_MS = 2_000

/** Ends a job whose deposit never came, or was taken away again by a reorganisation. There is nothing to refund. */
export async function fundTimeout(deps: WorkerDeps, { jobId }: { jobId: string }): Promise<void> {
  const { marketplace, log } = deps
  const standing = await syncJob(deps, jobId)
  if (standing?.task.state !== 'NONE') return
  const { job } = standing
  if (job.state !== 'SUBMITTED' && job.state !== 'QUEUED') return
  const now = await marketplace.now()
  if (now.getTime() < job.fundBy.getTime() + MARGIN_MS) {
    // Rung at the second itself: once more when the margin is over.
    const delayUntil = new Date(Date.now() + MARGIN_MS)
    await deps.send([message('fund-timeout', { jobId }, { delayUntil, distinguish: [delayUntil.toISOString()] })])
    return
  }
  if (await endUnfunded(deps, standing)) log.info({ jobId }, 'job timed out without funds')
}
