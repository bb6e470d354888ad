import { idle } from '@aiigo/domain'
import type { Consumer } from '@aiigo/queue'
import { CLAIM_SECONDS, type ClaimedMessage, claimOutbox, releaseClaims, renewClaims } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

const RENEW_MS = (CLAIM_SECONDS * 1_000) / 3
/** Milliseconds of a shutdown. */
const CLOSE_MS = 5_000

/** Runs messages that are due at once straight from the outbox. */
export interface DirectRunner {
  /** Queues whose messages it runs. */
  readonly queues: readonly string[]
  /** Marks what is done, and takes up as much as there are places. @returns how many messages were taken up */
  pass(): Promise<number>
  /** Waits some seconds for what runs, marks it, and gives the rest back. */
  close(): Promise<void>
}

/**
 * Where queues are in PostgreSQL a message costs a dozen statements on its way through one. A message that is due at
 * once is therefore run by the worker that finds it in the outbox; BullMQ has the delayed ones, and those that failed
 * here. A queue has as many places as its consumer runs at a time, together with those of the consumer, and always half
 * as many. In a flood BullMQ gets what has waited for some seconds: if that took all places, new messages would have to
 * wait as long and go the dear way, too, for as long as the flood lasts. A paused consumer has no places.
 * @param onFree called when a message is done
 */
export function createDirectRunner(
  { storage, send, log }: Pick<WorkerDeps, 'storage' | 'send' | 'log'>,
  consumers: readonly Consumer[],
  onFree: () => void,
): DirectRunner {
  const byName = new Map(
    consumers.filter(({ queue }) => queue.everyMs === null).map((consumer) => [consumer.queue.name, consumer]),
  )
  const running = new Map<string, { message: ClaimedMessage; end: Promise<void> }>()
  let done: string[] = []
  const renewing = setInterval(() => {
    const ids = [...running.keys(), ...done]
    if (ids.length > 0)
      renewClaims(storage, ids).catch((err: unknown) => log.warn({ err }, 'claims of the outbox could not be kept'))
  }, RENEW_MS)

  async function run(consumer: Consumer, message: ClaimedMessage): Promise<void> {
    try {
      if (!(await consumer.runNow(message, message.waitedMs))) {
        const { waitedMs: _, ...again } = message
        await send([{ ...again, delayUntil: new Date(Date.now() + consumer.queue.firstBackoffMs) }])
      }
      done.push(message.id)
    } catch (err) {
      // The claim ends, and the queue gets it then.
      log.warn({ err, id: message.id }, 'a message that failed could not be handed to its queue')
    } finally {
      running.delete(message.id)
      onFree()
    }
  }

  async function pass(): Promise<number> {
    const counts = Map.groupBy(running.values(), ({ message }) => message.queue)
    const places = [...byName]
      .filter(([, consumer]) => !consumer.isPaused())
      .map(([queue, consumer]) => {
        const { concurrency } = consumer.queue
        const places = Math.max(concurrency - consumer.running(), Math.ceil(concurrency / 2))
        return { queue, free: places - (counts.get(queue)?.length ?? 0) }
      })
      .filter(({ free }) => free > 0)
    const marked = done
    done = []
    try {
      const messages = await claimOutbox(storage, { places, done: marked })
      for (const message of messages) {
        const consumer = byName.get(message.queue)
        if (consumer) running.set(message.id, { message, end: run(consumer, message) })
      }
      return messages.length
    } catch (error) {
      done.push(...marked)
      throw error
    }
  }

  return {
    queues: [...byName.keys()],
    pass,
    async close() {
      clearInterval(renewing)
      const ends = Promise.all([...running.values()].map(({ end }) => end))
      const over = new AbortController()
      await Promise.race([ends, idle(CLOSE_MS, over.signal)])
      over.abort()
      // A handler that goes on waits for a block: another process takes the message up and finds its transaction.
      const left = [...running.keys()]
      await claimOutbox(storage, { places: [], done: done.splice(0) })
      if (left.length > 0) await releaseClaims(storage, left)
    },
  }
}
