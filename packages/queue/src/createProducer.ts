import { NotRetryableError } from '@aiigo/domain'
import type { Queue } from 'bullmq'
import type { QueueBackend } from './createQueueBackend.js'
import { isQueueName, parsePayload, type QueueMessage } from './message.js'
import type { PayloadInput, QueueName } from './payloads.js'

/** Tries of a job whose failures are retryable, first one included. */
export const MAX_TRIES = 10
/** First wait between tries, milliseconds; doubles each time (the last wait is about four minutes). */
export const FIRST_BACKOFF_MS = 500

const KEEP = { age: 3_600, count: 1_000 }
const KEEP_FAILED = { age: 7 * 86_400, count: 5_000 }

export interface Producer {
  /**
   * Hands messages to their queues; parses every payload first, so that nothing is sent when one is wrong.
   * @throws NotRetryableError `BAD_PAYLOAD`, `UNKNOWN_QUEUE`
   */
  send(messages: readonly QueueMessage[]): Promise<void>
  /** Makes sure that a queue gets a job regularly, however many processes ask for it. */
  schedule<Q extends QueueName>(queue: Q, everyMs: number, payload: PayloadInput<Q>): Promise<void>
  /** Jobs per state, for metrics. */
  counts(queue: QueueName): Promise<Record<string, number>>
  close(): Promise<void>
}

/** Sends work to queues. */
export function createProducer(backend: QueueBackend, onError: (error: unknown) => void = () => undefined): Producer {
  const queues = new Map<QueueName, Queue>()

  function queueOf(name: QueueName): Queue {
    const found = queues.get(name)
    if (found) return found
    const made = backend.queue(name)
    made.on('error', onError)
    queues.set(name, made)
    return made
  }

  return {
    async send(messages) {
      const jobs = messages.map((message) => {
        if (!isQueueName(message.queue)) {
          throw new NotRetryableError(
            'UNKNOWN_QUEUE',
            `expected a known queue, got ${message.queue} in message ${message.id}`,
          )
        }
        return { ...message, queue: message.queue, payload: parsePayload(message.queue, message.payload) }
      })
      const byQueue = Map.groupBy(jobs, ({ queue }) => queue)
      for (const [queue, group] of byQueue) {
        await queueOf(queue).addBulk(
          group.map(({ id, payload, delayUntil }) => ({
            name: queue,
            data: payload,
            opts: {
              jobId: id,
              attempts: MAX_TRIES,
              backoff: { type: 'exponential', delay: FIRST_BACKOFF_MS },
              delay: delayUntil ? Math.max(0, delayUntil.getTime() - Date.now()) : 0,
              removeOnComplete: KEEP,
              removeOnFail: KEEP_FAILED,
            },
          })),
        )
      }
    },
    async schedule(queue, everyMs, payload) {
      await queueOf(queue).upsertJobScheduler(
        `every-${queue}`,
        { every: everyMs },
        {
          name: queue,
          data: parsePayload(queue, payload),
          opts: { attempts: 1, removeOnComplete: { count: 10 }, removeOnFail: { count: 100 } },
        },
      )
    },
    counts: (queue) => queueOf(queue).getJobCounts(),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}
