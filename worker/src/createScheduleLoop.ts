import { setTimeout as sleep } from 'node:timers/promises'
import type { Producer, QueueName } from '@aiigo/queue'
import type { Logger } from '@aiigo/service'

/**
 * Asks for the regular jobs, and again from time to time: they make up for whatever else a queue store forgets, so they must not be
 * lost with it.
 * @param schedules milliseconds between two jobs, by queue
 */
export function createScheduleLoop(
  producer: Pick<Producer, 'schedule'>,
  schedules: Readonly<Partial<Record<QueueName, number>>>,
  { everyMs, signal, log }: { everyMs: number; signal: AbortSignal; log: Logger },
): { run(): Promise<void> } {
  return {
    async run() {
      while (!signal.aborted) {
        for (const [queue, ms] of Object.entries(schedules)) {
          await producer.schedule(queue as QueueName, ms, {}).catch((error: unknown) => {
            log.warn({ err: error, queue }, 'a regular job could not be asked for; it is tried again')
          })
        }
        await sleep(everyMs, undefined, { signal }).catch(() => undefined)
      }
    },
  }
}
