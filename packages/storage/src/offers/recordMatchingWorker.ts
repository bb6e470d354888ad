import type { EntityManager } from '../db/createStorage.js'

/** A process that has not been heard of for so long is gone, seconds. */
const GONE_AFTER = 10

/**
 * Records that a process offers jobs to nodes, and forgets those that are gone.
 * @returns ids of the others at it, in no order
 * @example await recordMatchingWorker(storage.fork(), 'a') // ['b']
 */
export async function recordMatchingWorker(em: EntityManager, id: string): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `with recorded as (
       insert into matching_worker (id, seen_at) values (?, clock_timestamp()) on conflict (id) do update set seen_at = excluded.seen_at
     ), gone as (
       delete from matching_worker where id in (
         select m.id from matching_worker m where m.seen_at < clock_timestamp() - make_interval(secs => ?) and m.id <> ? for update skip locked)
     )
     select m.id from matching_worker m where m.id <> ? and m.seen_at >= clock_timestamp() - make_interval(secs => ?)`,
    [id, GONE_AFTER, id, id, GONE_AFTER],
  )
  return rows.map((row) => row.id)
}
