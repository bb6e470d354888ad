import type { EntityManager } from '../db/createStorage.js'
import type { PayloadOf } from './appendEvent.js'

export interface StoredEvent<T> {
  seq: number
  data: T
  at: Date
}

/**
 * Events of a topic after a number, in order. Joining and resuming a subscription are both this read.
 * @param limit most events returned, default 500
 */
export async function readEvents<Name extends string>(
  em: EntityManager,
  topic: Name,
  afterSeq: number,
  limit = 500,
): Promise<StoredEvent<PayloadOf<Name>>[]> {
  const rows = await em.execute<{ seq: string; data: PayloadOf<Name>; at: Date | string }[]>(
    'select seq, data, at from event where topic = ? and seq > ? order by seq limit ?',
    [topic, afterSeq, limit],
  )
  return rows.map(({ seq, data, at }) => ({ seq: Number(seq), data, at: new Date(at) }))
}

/** Number of a topic's last event; 0 when it has none. */
export async function lastEventSeq(em: EntityManager, topic: string): Promise<number> {
  const rows = await em.execute<{ last_seq: string }[]>('select last_seq from event_topic where topic = ?', [topic])
  return Number(rows[0]?.last_seq ?? 0)
}
