import { message, type QueueMessage } from '@aiigo/queue'
import { type JobToAdvance, jobsToAdvance } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** One message a job and reason in this time, however often the sweep runs. */
const DEADLINE_BUCKET_MS = 15_000
/** A result's files are read again at most this often. */
const VERIFY_BUCKET_MS = 60_000
/** Jobs that wait for a node are searched for this often. */
const MATCH_BUCKET_MS = 2_000

/**
 * Regular: what the delayed messages of deadlines missed (lost queue, a clock that jumped, a chain ahead of this machine's clock), and
 * another search for every job that waits for a node.
 */
export async function deadlineSweep({ storage, marketplace, send }: WorkerDeps): Promise<void> {
  const due = await jobsToAdvance(storage.fork(), await marketplace.now())
  await send(due.map((job) => messageOf(job, Date.now())).filter((made) => made !== null))
}

function messageOf({ jobId, offerId, reason }: JobToAdvance, now: number): QueueMessage | null {
  const bucket = (ms: number) => ({ distinguish: ['sweep', String(Math.floor(now / ms))] })
  switch (reason) {
    case 'match':
      return message('match', { jobId }, bucket(MATCH_BUCKET_MS))
    case 'verify':
      return offerId ? message('verify', { offerId }, bucket(VERIFY_BUCKET_MS)) : null
    case 'offer-timeout':
    case 'assign':
    case 'execution-watch':
      // Without an open attempt the chain alone knows what is due.
      return offerId
        ? message(reason, { offerId }, bucket(DEADLINE_BUCKET_MS))
        : message('expire', { jobId }, bucket(DEADLINE_BUCKET_MS))
    default:
      return message(reason, { jobId }, bucket(DEADLINE_BUCKET_MS))
  }
}
