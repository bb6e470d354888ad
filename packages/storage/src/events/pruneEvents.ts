import type { Storage } from '../db/createStorage.js'
import { deleteInSlices, deleteRows, type Pruning } from '../db/deleteInSlices.js'

/** Jobs of one statement: each has some ten events. */
const JOBS_AT_ONCE = 200

/**
 * Deletes events of jobs that ended before an instant, and events of offers and cases from before it. The last event of
 * a job stays, so that a late subscriber reads how it ended; events of offers that are still open stay.
 * @returns how many jobs and how many other events
 */
export async function pruneEvents(
  storage: Storage,
  before: Date,
  pruning?: Pruning,
): Promise<{ jobs: number; others: number }> {
  const instant = before.toISOString()
  const ofJobs = `with over as (
      update job set events_deleted_at = clock_timestamp() where id = any (array(
        select id from job where ended_at is not null and ended_at < ?::timestamptz and events_deleted_at is null
        order by ended_at limit ? for no key update skip locked))
      returning id
    ), gone as (
      delete from event e using over o, lateral (select last_seq from event_topic where topic = 'job:' || o.id) t
      where e.topic = 'job:' || o.id and e.seq < t.last_seq
    ) select id from over`
  const ofOthers = `delete from event e using (
      select o.topic, o.seq from event o
      where o.topic not like 'job:%' and o.at < ?::timestamptz and not exists (
        select 1 from attempt a
        where o.topic like 'offers:%' and a.id = (o.data ->> 'offerId')::uuid and a.ended_at is null)
      order by o.at limit ? for update of o skip locked
    ) old where e.topic = old.topic and e.seq = old.seq`
  const jobs = await deleteInSlices(
    async (rows) => (await storage.fork().execute<object[]>(ofJobs, [instant, rows])).length,
    pruning,
    JOBS_AT_ONCE,
  )
  const others = await deleteInSlices((rows) => deleteRows(storage, ofOthers, [instant, rows]), pruning)
  return { jobs, others }
}
