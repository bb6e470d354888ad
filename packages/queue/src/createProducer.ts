import { NotRetryableError } from '@aiigo/domain'
import type { Queue } from 'bullmq'
import type { QueueDefinition, RegularQueue } from './catalogue/defineQueue.js'
import { findQueue } from './catalogue/queues.js'
import type { QueueBackend } from './createQueueBackend.js'
import { parsePayload, type QueueMessage } from './message.js'

const KEEP = { age: 3_600, count: 1_000 }
const KEEP_FAILED = { age: 7 * 86_400, count: 5_000 }

export interface Producer {
  /**
   * Hands messages to their queues; parses every payload first, so that nothing is sent when one is wrong.
   * @throws NotRetryableError `BAD_PAYLOAD`, `UNKNOWN_QUEUE`
   */
  send(messages: readonly QueueMessage[]): Promise<void>
  /** Makes sure that a queue gets a job at its interval, however many processes ask for it. */
  schedule(queue: RegularQueue): Promise<void>
  /** Jobs per state, for metrics. */
  counts(queue: QueueDefinition): Promise<Record<string, number>>
  close(): Promise<void>
}

/** Sends work to queues. */
export function createProducer(backend: QueueBackend, onError: (error: unknown) => void = () => undefined): Producer {
  const queues = new Map<string, Queue>()

  function queueOf({ name }: QueueDefinition): Queue {
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
        const queue = findQueue(message.queue)
        if (!queue) {
          throw new NotRetryableError(
            'UNKNOWN_QUEUE',
            `expected a queue of the catalogue, got ${message.queue} in message ${message.id}`,
          )
        }
        return { ...message, queue, payload: parsePayload(queue, message.payload) }
      })
      const byQueue = Map.groupBy(jobs, ({ queue }) => queue)
      for (const [queue, group] of byQueue) {
        await queueOf(queue).addBulk(
          group.map(({ id, payload, delayUntil, dueSince, trace }) => ({
            name: queue.name,
            data: payload,
            opts: {
              jobId: id,
              attempts: queue.tries,
              backoff: { type: 'exponential', delay: queue.firstBackoffMs },
              delay: delayUntil ? Math.max(0, delayUntil.getTime() - Date.now()) : 0,
              ...(dueSince ? { timestamp: dueSince.getTime(), delay: 0 } : {}),
              removeOnComplete: KEEP,
              removeOnFail: KEEP_FAILED,
              ...(trace ? { telemetry: { metadata: trace } } : {}),
            },
          })),
        )
      }
    },
    async schedule(queue) {
      await queueOf(queue).upsertJobScheduler(
        `every-${queue.name}`,
        { every: queue.everyMs },
        {
          name: queue.name,
          data: parsePayload(queue, {}),
          opts: { attempts: queue.tries, removeOnComplete: { count: 10 }, removeOnFail: { count: 100 } },
        },
      )
    },
    counts: (queue) => queueOf(queue).getJobCounts(),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}
