import { message, type QueueMessage, queues } from '@aiigo/queue'
import { checksToLookAt, type JobToAdvance, jobsToAdvance } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** A job gets one message for each reason in this time, however often the sweep runs. */
const DEADLINE_BUCKET_MS = 15_000
/** The files of a result are read again at most this often. */
const VERIFY_BUCKET_MS = 60_000
/** A check is looked at this often at most. */
const CHECK_BUCKET_MS = 2_000
/** Jobs that wait for a node are searched for this often. */
const MATCH_BUCKET_MS = 2_000

/**
 * Enqueues what the delayed messages of deadlines missed (a lost queue, a clock that jumped, a chain ahead of this
 * machine's clock), and another search for every job that waits for a node.
 */
export async function deadlineSweep({
  storage,
  marketplace,
  send,
}: Pick<WorkerDeps, 'storage' | 'marketplace' | 'send'>): Promise<void> {
  const due = await jobsToAdvance(storage.fork(), await marketplace.now())
  const checks = await checksToLookAt(storage.fork())
  await send(checks.map(checkMessage))
  await send(due.map((job) => messageOf(job, Date.now())).filter((made) => made !== null))
}

function checkMessage(offerId: string): QueueMessage {
  return message(
    queues.spotCheck,
    { offerId },
    { distinguish: ['sweep', String(Math.floor(Date.now() / CHECK_BUCKET_MS))] },
  )
}

function messageOf({ jobId, offerId, reason }: JobToAdvance, now: number): QueueMessage | null {
  const bucket = (ms: number) => ({ distinguish: ['sweep', String(Math.floor(now / ms))] })
  switch (reason) {
    case 'SEARCH':
      return message(queues.match, { jobId }, bucket(MATCH_BUCKET_MS))
    case 'RESULT_UNSENT':
      return offerId ? message(queues.verify, { offerId }, bucket(VERIFY_BUCKET_MS)) : null
    case 'OFFER_OVER':
      return offerId ? message(queues.offerTimeout, { offerId }, bucket(DEADLINE_BUCKET_MS)) : null
    case 'ASSIGNMENT_LATE':
      return offerId ? message(queues.assign, { offerId }, bucket(DEADLINE_BUCKET_MS)) : null
    case 'DISPUTE_OPEN':
      return message(queues.advance, { jobId, cause: 'DISPUTE_OPEN' }, bucket(DEADLINE_BUCKET_MS))
    default: {
      // Two reasons within one interval are two effects.
      const { distinguish } = bucket(DEADLINE_BUCKET_MS)
      return message(queues.advance, { jobId, cause: 'SWEEP' }, { distinguish: [...distinguish, reason] })
    }
  }
}
