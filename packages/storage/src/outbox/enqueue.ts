import type { EntityManager } from '../db/createStorage.js'
import { markOutbox } from '../db/inTransaction.js'

export interface OutboxMessage {
  /** The effect's id (`effectId` of the domain): writing it twice is writing it once. */
  id: string
  queue: string
  payload: unknown
  /** Not before this instant. */
  delayUntil?: Date | null | undefined
  /** The trace that it carries on: W3C `traceparent`. Written by `enqueue`; null without a trace. */
  trace?: string | null | undefined
}

/**
 * Writes work for a queue into the outbox, in the transaction of the state change it follows from.
 * @param em of `inTransaction`
 */
export async function enqueue(em: EntityManager, ...messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length === 0) return
  const trace = markOutbox(em)
  const rows = messages.map(({ id, queue, payload, delayUntil }) => ({
    ...{ id, queue, payload },
    delay_until: delayUntil?.toISOString() ?? null,
    trace,
  }))
  await em.execute(
    `insert into outbox (id, queue, payload, delay_until, trace)
     select id, queue, payload, delay_until, trace
     from jsonb_to_recordset(?::jsonb) as row (id uuid, queue text, payload jsonb, delay_until timestamptz, trace text)
     on conflict (id) do nothing`,
    [JSON.stringify(rows)],
    'run',
  )
}
