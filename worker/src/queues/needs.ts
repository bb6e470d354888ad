import { randomUUID } from 'node:crypto'
import { message, type Payload, queues } from '@aiigo/queue'
import {
  announceJobReason,
  cancelForNeed,
  enqueue,
  inTransaction,
  jobsThatNeed,
  NEED_FAILED,
  needStandings,
  tellWaiting,
} from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Moves the jobs that need a job which has delivered, or has ended. Those whose needs are all met are funded by the
 * signature that their buyer gave, or searched for when the deposit is there already. Those of which a need failed
 * end, and the jobs behind them by messages of their own; where the deposit is on chain already, the buyer is told. A
 * second run changes nothing.
 */
export async function needs(
  { storage, log }: Pick<WorkerDeps, 'storage' | 'log'>,
  { jobId }: Payload<typeof queues.needs>,
): Promise<void> {
  const ended = await inTransaction(storage, async (em) => {
    const waiting = await jobsThatNeed(em, jobId)
    const standings = await needStandings(em, waiting)
    // A need may be met a second time, after a reorganisation.
    const again = { distinguish: [randomUUID()] }
    let count = 0
    for (const job of waiting) {
      const standing = standings.get(job.id)
      if (standing?.kind === 'MET') {
        if (job.state === 'QUEUED') enqueue(em, message(queues.match, { jobId: job.id }, again))
        else if (job.fundingSignature)
          enqueue(em, message(queues.advance, { jobId: job.id, cause: 'FUNDED_FROM_BALANCE' }, again))
      } else if (standing?.kind === 'FAILED' && job.state === 'SUBMITTED') {
        const moved = await cancelForNeed(em, job, standing.reason)
        if (moved) await tellWaiting(em, moved, queues.needs.name)
        if (moved) count++
      } else if (standing?.kind === 'FAILED' && job.reasonCode !== NEED_FAILED) {
        // Its deposit is on chain: the buyer takes it back at once, or its deadline does.
        await announceJobReason(em, job.id, { reasonCode: NEED_FAILED, reason: standing.reason })
      }
    }
    return count
  })
  if (ended > 0) log.info({ jobId, ended }, 'jobs ended with one that they need')
}
