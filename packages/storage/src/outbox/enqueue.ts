import type { EntityManager } from '../db/createStorage.js'
import { markOutbox } from '../db/inTransaction.js'

export interface OutboxMessage {
  /** The effect's id (`effectId` of the domain): writing it twice is writing it once. */
  id: string
  queue: string
  payload: unknown
  /** Not before this instant. */
  delayUntil?: Date | null | undefined
}

/**
 * Writes work for a queue into the outbox, in the transaction of the state change it follows from.
 * @param em of `inTransaction`
 */
export async function enqueue(em: EntityManager, ...messages: readonly OutboxMessage[]): Promise<void> {
  for (const { id, queue, payload, delayUntil } of messages) {
    markOutbox(em)
    await em.execute(
      `insert into outbox (id, queue, payload, delay_until) values (?, ?, ?::jsonb, ?::timestamptz) on conflict (id) do nothing`,
      [id, queue, JSON.stringify(payload), delayUntil?.toISOString() ?? null],
      'run',
    )
  }
}
