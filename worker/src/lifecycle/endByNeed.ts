import { queues } from '@aiigo/queue'
import { cancelForNeed, inTransaction, type Job, needStandings, tellWaiting } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Ends a job without a deposit of which a needed job did not succeed, and tells the jobs that need this one.
 * @returns whether it has ended
 */
export async function endByNeed({ storage, log }: Pick<WorkerDeps, 'storage' | 'log'>, job: Job): Promise<boolean> {
  if (job.state !== 'SUBMITTED' || job.spec.needs === undefined) return false
  const standing = (await needStandings(storage.fork(), [job])).get(job.id)
  if (standing?.kind !== 'FAILED') return false
  const ended = await inTransaction(storage, async (em) => {
    const moved = await cancelForNeed(em, job, standing.reason)
    if (moved) await tellWaiting(em, moved, queues.needs.name)
    return moved
  })
  if (ended) log.info({ jobId: job.id, reason: standing.reason }, 'the job ended with one that it needs')
  return ended !== null
}
