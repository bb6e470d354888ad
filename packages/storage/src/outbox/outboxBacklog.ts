import type { EntityManager } from '../db/createStorage.js'

export interface OutboxBacklog {
  /** Rows that no queue and no worker has got yet; at most 10 000 are counted. */
  waiting: number
  /** When the oldest of them was written; null when none waits. */
  since: Date | null
}

/** Rows that wait to be handed to their queues. A worker does that at once, so a row that stays shows trouble. */
export async function outboxBacklog(em: EntityManager): Promise<OutboxBacklog> {
  const [row] = await em.execute<{ waiting: string; since: string | Date | null }[]>(
    `select count(*) as waiting, min(created_at) as since from (
       select created_at from outbox
       where dispatched_at is null and (claimed_until is null or claimed_until <= clock_timestamp())
       order by created_at limit 10000) as oldest`,
  )
  return { waiting: Number(row?.waiting ?? 0), since: row?.since ? new Date(row.since) : null }
}
