import { OPEN_ATTEMPT_STATES } from '@aiigo/domain'
import type { Storage } from '@aiigo/storage'

/**
 * Where a client that brings no cursor starts: before the first event about an attempt that is still open, so that an agent
 * without a memory hears of all it has to do, and not of everything it ever did.
 */
export async function openOffersCursor(storage: Storage, topicName: string, nodeId: string): Promise<number> {
  const rows = await storage.fork().execute<{ seq: string | null }[]>(
    `select coalesce(
       (select min(e.seq) - 1 from event e
        where e.topic = ? and e.data ->> 'offerId' in (
          select a.id::text from attempt a
          where a.node_id = ? and a.state in (select value from jsonb_array_elements_text(?::jsonb)))),
       (select last_seq from event_topic where topic = ?), 0) as seq`,
    [topicName, nodeId, JSON.stringify(OPEN_ATTEMPT_STATES), topicName],
  )
  return Number(rows[0]?.seq ?? 0)
}
