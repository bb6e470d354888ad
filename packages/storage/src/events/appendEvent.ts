import type { TopicFamily, TopicPayloads } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { rememberTopic } from '../db/inTransaction.js'

/** Payload of a topic by its name. */
export type PayloadOf<Name extends string> = Name extends `${infer F extends TopicFamily}:${string}`
  ? TopicPayloads[F]
  : Name extends TopicFamily
    ? TopicPayloads[Name]
    : TopicPayloads[TopicFamily]

/**
 * Appends events to a topic in one statement, numbered on from the topic's last one. The topic's row stays locked until
 * the transaction ends, so numbers are given in the order in which transactions commit, without gaps.
 * @param em of `inTransaction`
 * @returns number of the last event appended
 */
export async function appendEvents<Name extends string>(
  em: EntityManager,
  topic: Name,
  data: readonly PayloadOf<Name>[],
): Promise<number> {
  rememberTopic(em, topic)
  const rows = await em.execute<{ last_seq: string | number }[]>(
    `with bumped as (
       insert into event_topic as t (topic, last_seq) values (?, ?)
       on conflict (topic) do update set last_seq = t.last_seq + excluded.last_seq
       returning last_seq
     ), written as (
       insert into event (topic, seq, data, at)
       select ?, bumped.last_seq - ? + item.position, item.data, clock_timestamp()
       from bumped, jsonb_array_elements(?::jsonb) with ordinality as item (data, position)
     )
     select last_seq from bumped`,
    [topic, data.length, topic, data.length, JSON.stringify(data)],
  )
  return Number(rows[0]?.last_seq)
}

/**
 * Numbers what is stored elsewhere, and wakes the topic's listeners. The topic's row stays locked until the transaction
 * ends.
 * @param em of `inTransaction`
 * @returns the last of so many new numbers
 */
export async function claimSeqs(em: EntityManager, topic: string, count: number): Promise<number> {
  rememberTopic(em, topic)
  const rows = await em.execute<{ last_seq: string | number }[]>(
    `insert into event_topic as t (topic, last_seq) values (?, ?)
     on conflict (topic) do update set last_seq = t.last_seq + excluded.last_seq
     returning last_seq`,
    [topic, count],
  )
  return Number(rows[0]?.last_seq)
}

/** Appends one event; see `appendEvents`. */
export function appendEvent<Name extends string>(
  em: EntityManager,
  topic: Name,
  data: PayloadOf<Name>,
): Promise<number> {
  return appendEvents(em, topic, [data])
}
