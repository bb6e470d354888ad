import { OPEN_ATTEMPT_STATES } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

const OPEN = JSON.stringify(OPEN_ATTEMPT_STATES)

/** Of some offers, the ids of those that a node has to do with still. @param offerIds UUIDs */
export async function openOffers(em: EntityManager, nodeId: string, offerIds: readonly string[]): Promise<Set<string>> {
  const rows = await em.execute<{ id: string }[]>(
    `select id from attempt where node_id = ? and id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
     and state in (select value from jsonb_array_elements_text(?::jsonb))`,
    [nodeId, JSON.stringify(offerIds), OPEN],
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * The number in a node's topic of offers after which an agent without a memory reads: the one before the first event
 * about an attempt that is still open, so that it hears of all it has to do, and not of everything it ever did.
 */
export async function seqBeforeOpenOffers(em: EntityManager, topic: string, nodeId: string): Promise<number> {
  const rows = await em.execute<{ seq: string | null }[]>(
    `select coalesce(
       (select min(e.seq) - 1 from event e
        where e.topic = ? and e.data ->> 'offerId' in (
          select a.id::text from attempt a
          where a.node_id = ? and a.state in (select value from jsonb_array_elements_text(?::jsonb))
          union all select r.id::text from check_run r where r.node_id = ? and r.state = 'ASSIGNED')),
       (select last_seq from event_topic where topic = ?), 0) as seq`,
    [topic, nodeId, OPEN, nodeId, topic],
  )
  return Number(rows[0]?.seq ?? 0)
}
