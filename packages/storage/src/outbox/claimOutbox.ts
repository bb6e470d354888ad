import type { Storage } from '../db/createStorage.js'
import type { OutboxMessage } from './enqueue.js'

/** A worker that dies leaves its claims; afterwards a queue gets what they were for. Seconds. */
export const CLAIM_SECONDS = 60

export interface OutboxClaim {
  /** Name of a queue, and how many of its messages may run now. */
  places: readonly { queue: string; free: number }[]
  /** Ids of claimed rows whose work is done, or was handed to a queue. */
  done: readonly string[]
}

/** A message with the time since it was due, milliseconds by the database's clock. */
export interface ClaimedMessage extends OutboxMessage {
  waitedMs: number
}

/**
 * Takes messages that are due at once, oldest first, to run them without a queue, and marks earlier ones as done: one
 * statement. No other process gets a claimed row while the claim lasts. Running one twice is harmless, as with a queue.
 */
export async function claimOutbox(storage: Storage, { places, done }: OutboxClaim): Promise<ClaimedMessage[]> {
  return storage.query<{ id: string; queue: string; payload: unknown; trace: string | null; waitedMs: number }>(
    `with done as (
       update outbox set dispatched_at = now() where id in (select value::uuid from jsonb_array_elements_text($2::jsonb))
     ), wanted as (
       select o.id from jsonb_to_recordset($1::jsonb) as p (queue text, free int),
         lateral (
           select id from outbox
           where dispatched_at is null and queue = p.queue and (delay_until is null or delay_until <= clock_timestamp())
             and claimed_until is null
           order by created_at, id limit p.free for update skip locked
         ) as o
     )
     update outbox set claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
     where id in (select id from wanted)
     returning id, queue, payload, trace,
       greatest(extract(epoch from clock_timestamp() - greatest(created_at, delay_until)) * 1000, 0)::float8 as "waitedMs"`,
    [JSON.stringify(places), JSON.stringify(done)],
  )
}

/** Gives claims back, so that another worker or a queue takes the messages up at once. */
export async function releaseClaims(storage: Storage, ids: readonly string[]): Promise<void> {
  await storage.query(
    `update outbox set claimed_until = clock_timestamp()
     where dispatched_at is null and id in (select value::uuid from jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(ids)],
  )
}

/** Keeps claims of work that takes long. */
export async function renewClaims(storage: Storage, ids: readonly string[]): Promise<void> {
  await storage.query(
    `update outbox set claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
     where dispatched_at is null and id in (select value::uuid from jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(ids)],
  )
}
