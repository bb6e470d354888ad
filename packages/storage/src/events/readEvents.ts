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

/** The place of a reader in a topic. */
export interface EventRead {
  topic: string
  afterSeq: number
}

/**
 * Events of several topics in one statement, each after a number and in order.
 * @param limit most events of each
 * @returns the events of each read, at its place
 */
export async function readEventsOf(
  em: EntityManager,
  reads: readonly EventRead[],
  limit: number,
): Promise<StoredEvent<unknown>[][]> {
  const rows = await em.execute<{ place: number; seq: string; data: unknown; at: Date | string }[]>(
    `select r.place, e.seq, e.data, e.at
     from jsonb_to_recordset(?::jsonb) as r (place int, topic text, seq bigint),
       lateral (select seq, data, at from event where topic = r.topic and seq > r.seq order by seq limit ?) as e
     order by r.place, e.seq`,
    [JSON.stringify(reads.map(({ topic, afterSeq }, place) => ({ place, topic, seq: afterSeq }))), limit],
  )
  const found: StoredEvent<unknown>[][] = reads.map(() => [])
  for (const { place, seq, data, at } of rows) found[place]?.push({ seq: Number(seq), data, at: new Date(at) })
  return found
}

/** Number of a topic's last event; 0 when it has none. */
export async function lastEventSeq(em: EntityManager, topic: string): Promise<number> {
  const rows = await em.execute<{ last_seq: string }[]>('select last_seq from event_topic where topic = ?', [topic])
  return Number(rows[0]?.last_seq ?? 0)
}
