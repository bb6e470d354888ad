import { every } from '@aiigo/domain'
import type { Producer, RegularQueue } from '@aiigo/queue'
import type { Logger } from '@aiigo/service'

/**
 * Asks for the jobs of regular queues, and again from time to time: regular jobs make up for whatever else a queue
 * store forgets, so they must not be lost with it.
 */
export function createScheduleLoop(
  producer: Pick<Producer, 'schedule'>,
  regular: readonly RegularQueue[],
  { everyMs, signal, log }: { everyMs: number; signal: AbortSignal; log: Logger },
): { run(): Promise<void> } {
  return {
    async run() {
      // A queue that cannot be asked holds up no other one.
      const schedules = regular.map((queue) =>
        every(
          everyMs,
          signal,
          () => producer.schedule(queue),
          (err) => log.warn({ err, queue: queue.name }, 'a regular job could not be asked for; it is tried again'),
        ),
      )
      await Promise.all(schedules)
    },
  }
}
