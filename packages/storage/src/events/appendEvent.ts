import type { TopicFamily, TopicPayloads } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'

/** Payload of a topic by its name. */
export type PayloadOf<Name extends string> = Name extends `${infer F extends TopicFamily}:${string}`
  ? TopicPayloads[F]
  : Name extends TopicFamily
    ? TopicPayloads[Name]
    : TopicPayloads[TopicFamily]

/**
 * Appends events to a topic, numbered on from the topic's last one. They are written with the other effects of the
 * transaction at its end: numbers are given in the order in which transactions commit, without gaps.
 * @param em of `inTransaction`
 */
export function appendEvents<Name extends string>(
  em: EntityManager,
  topic: Name,
  data: readonly PayloadOf<Name>[],
): void {
  effectsOf(em).event(topic, data)
}

/** Appends one event; see `appendEvents`. */
export function appendEvent<Name extends string>(em: EntityManager, topic: Name, data: PayloadOf<Name>): void {
  appendEvents(em, topic, [data])
}

/**
 * Numbers what is stored elsewhere, and wakes the topic's listeners. The topic's row stays locked until the transaction
 * ends.
 * @param em of `inTransaction`
 * @returns the last of so many new numbers
 */
export async function claimSeqs(em: EntityManager, topic: string, count: number): Promise<number> {
  effectsOf(em).topics.add(topic)
  const rows = await em.execute<{ last_seq: string | number }[]>(
    `insert into event_topic as t (topic, last_seq) values (?, ?)
     on conflict (topic) do update set last_seq = t.last_seq + excluded.last_seq
     returning last_seq`,
    [topic, count],
  )
  return Number(rows[0]?.last_seq)
}
