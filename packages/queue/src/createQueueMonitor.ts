import type { Job, Queue } from 'bullmq'
import type { QueueDefinition } from './catalogue/defineQueue.js'
import { queues } from './catalogue/queues.js'
import type { QueueBackend } from './createQueueBackend.js'

/** A queue as it is now. */
export interface QueueLook {
  queue: QueueDefinition
  waiting: number
  active: number
  /** Due later, and those that wait for their next try. */
  delayed: number
  /** Given up. */
  failed: number
  /** Since when the oldest one that nobody has taken up is due; null when none waits. */
  waitingSince: Date | null
  /** When the latest of the failed ones failed; null without any. */
  lastFailedAt: Date | null
  /** When the latest one succeeded; looked up for regular queues with failures alone, else null. */
  lastCompletedAt: Date | null
}

/** A queue job that was given up. */
export interface FailedQueueJob {
  /** The effect's id, or BullMQ's own for jobs of a schedule. */
  id: string
  payload: unknown
  /** The last error's message. */
  reason: string
  tries: number
  addedAt: Date
  failedAt: Date
}

/** The operator's view of the queues. */
export interface QueueMonitor {
  /** Every queue of the catalogue, in its order. */
  look(): Promise<QueueLook[]>
  /** Jobs of a queue that were given up, the latest first. */
  failed(queue: QueueDefinition, first: number): Promise<FailedQueueJob[]>
  /**
   * Enqueues a failed job once more, with all its tries. A handler reads the present state, so a repeated job does what
   * is due now.
   * @returns false when the queue has no failed job of this id
   */
  retry(queue: QueueDefinition, id: string): Promise<boolean>
  /** Deletes a failed job. @returns false when the queue has no failed job of this id */
  discard(queue: QueueDefinition, id: string): Promise<boolean>
  close(): Promise<void>
}

/** Looks into queues without working in them. Its connections are the backend's. */
export function createQueueMonitor(
  backend: QueueBackend,
  onError: (error: unknown) => void = () => undefined,
): QueueMonitor {
  const opened = new Map<string, Queue>()

  function queueOf({ name }: QueueDefinition): Queue {
    const found = opened.get(name)
    if (found) return found
    const made = backend.queue(name)
    made.on('error', onError)
    opened.set(name, made)
    return made
  }

  async function lookAt(queue: QueueDefinition): Promise<QueueLook> {
    const bull = queueOf(queue)
    const counts = await bull.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed')
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts
    const [oldest, lastFailed, lastCompleted] = await Promise.all([
      waiting > 0 ? bull.getJobs(['waiting'], 0, 0, true) : [],
      failed > 0 ? bull.getJobs(['failed'], 0, 0) : [],
      failed > 0 && queue.everyMs !== null ? bull.getJobs(['completed'], 0, 0) : [],
    ])
    return {
      queue,
      waiting: waiting + prioritized,
      active,
      delayed,
      failed,
      waitingSince: oldest[0] ? dueOf(oldest[0]) : null,
      lastFailedAt: endOf(lastFailed[0]),
      lastCompletedAt: endOf(lastCompleted[0]),
    }
  }

  async function failedJob(queue: QueueDefinition, id: string): Promise<Job | null> {
    const job = await queueOf(queue).getJob(id)
    return job && (await job.isFailed()) ? job : null
  }

  /** A queue opened before its tables were made stays unusable: after a failure the next look opens it again. */
  async function lookAtAll(): Promise<QueueLook[]> {
    try {
      return await Promise.all(Object.values(queues).map(lookAt))
    } catch (error) {
      const failed = [...opened.values()]
      opened.clear()
      await Promise.allSettled(failed.map((queue) => queue.close()))
      throw error
    }
  }

  return {
    look: lookAtAll,
    async failed(queue, first) {
      if (first < 1) return []
      const jobs = await queueOf(queue).getJobs(['failed'], 0, first - 1)
      return jobs.filter(Boolean).map((job) => ({
        id: job.id ?? '',
        payload: job.data,
        reason: job.failedReason || 'no reason was recorded',
        tries: job.attemptsMade,
        addedAt: new Date(job.timestamp),
        failedAt: endOf(job) ?? new Date(job.timestamp),
      }))
    },
    async retry(queue, id) {
      const job = await failedJob(queue, id)
      if (!job) return false
      try {
        await job.retry('failed', { resetAttemptsMade: true })
      } catch (error) {
        // Another operator was faster.
        if ((await failedJob(queue, id)) === null) return false
        throw error
      }
      return true
    },
    async discard(queue, id) {
      const job = await failedJob(queue, id)
      if (!job) return false
      await job.remove()
      return true
    },
    async close() {
      await Promise.all([...opened.values()].map((queue) => queue.close()))
    },
  }
}

/** When a job was first due, or was taken up for its last try. */
const dueOf = ({ timestamp, opts, processedOn }: Job): Date =>
  new Date(Math.max(timestamp + (opts.delay ?? 0), processedOn ?? 0))

const endOf = (job: Job | undefined): Date | null => (job?.finishedOn ? new Date(job.finishedOn) : null)
