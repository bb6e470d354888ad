import { AiigoError } from '@aiigo/domain'
import type { Storage } from '../db/createStorage.js'
import type { OutboxMessage } from './enqueue.js'

/** Time in which a worker may find a place for a message that needs no queue. Seconds. */
const DIRECT_SECONDS = 5

/**
 * Hands waiting outbox rows to `send`, oldest first, and marks them as dispatched in the same transaction. Rows another
 * process is handing over are skipped. When `send` fails the rows stay, except those it says are wrong for good: they
 * are reported to `onError` and passed over. Sending one twice is harmless because its id is the job's id.
 * @param options `direct`: queues whose messages workers run without a queue when they are due (`claimOutbox`); those
 * that no worker had a place for in some seconds are handed over, and those of a worker that died
 * @returns how many were handed over
 */
export async function dispatchOutbox(
  storage: Storage,
  send: (messages: OutboxMessage[]) => Promise<void>,
  { limit = 100, direct = [] }: { limit?: number; direct?: readonly string[] } = {},
): Promise<number> {
  return storage.fork().transactional(async (em) => {
    const rows = await em.execute<
      {
        id: string
        queue: string
        payload: unknown
        delay_until: string | Date | null
        trace: string | null
        waited_ms: number
      }[]
    >(
      `select id, queue, payload, delay_until, trace,
         (extract(epoch from clock_timestamp() - greatest(created_at, delay_until)) * 1000)::float8 as waited_ms from outbox
       where dispatched_at is null and (claimed_until is null or claimed_until <= clock_timestamp())
         and not (
           claimed_until is null and queue in (select value from jsonb_array_elements_text(?::jsonb))
           and (delay_until is null or delay_until <= clock_timestamp())
           and greatest(created_at, delay_until) > clock_timestamp() - make_interval(secs => ?)
         )
       order by created_at, id limit ? for update skip locked`,
      [JSON.stringify(direct), DIRECT_SECONDS, limit],
    )
    if (rows.length === 0) return 0
    const messages = rows.map(({ id, queue, payload, delay_until, trace, waited_ms }) => ({
      id,
      queue,
      payload,
      trace,
      delayUntil: delay_until === null ? null : new Date(delay_until),
      ...(waited_ms > 0 ? { dueSince: new Date(Date.now() - waited_ms) } : {}),
    }))
    try {
      await send(messages)
    } catch (error) {
      if (!isHopeless(error)) throw error
      await sendEach(messages)
    }
    await em.execute(
      'update outbox set dispatched_at = now() where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))',
      [JSON.stringify(rows.map(({ id }) => id))],
      'run',
    )
    return rows.length
  })

  /** One row that no queue will ever take must not hold up all that come after it. */
  async function sendEach(messages: readonly OutboxMessage[]): Promise<void> {
    for (const message of messages) {
      try {
        await send([message])
      } catch (error) {
        if (!isHopeless(error)) throw error
        storage.onError(error)
      }
    }
  }
}

const isHopeless = (error: unknown): boolean => error instanceof AiigoError && !error.retryable
