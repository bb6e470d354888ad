import { queues } from '@aiigo/queue'
import type { Storage } from '@aiigo/storage'

/**
 * Judges the final tables by themselves, knowing nothing of how they came about: a node whose promised units exceed
 * what it has, a job with two open attempts or none though MATCHED, an attempt without its reservation, its one OFFERED
 * event or its one timeout message, and the other way round.
 */
export async function countDoubleBookings(storage: Storage): Promise<{ matched: number; doubleBookings: number }> {
  const [counts] = await storage.fork().execute<{ matched: string; wrong: string }[]>(
    `select (select count(*) from job where state = 'MATCHED') as matched,
       (select count(*) from node n where n.units < (select coalesce(sum(quantity), 0) from reservation r where r.node_id = n.id))
     + (select count(*) from job j where (select count(*) from attempt a where a.job_id = j.id and a.ended_at is null)
         <> case when j.state = 'MATCHED' then 1 else 0 end)
     + (select count(*) from job j join attempt a on a.job_id = j.id where j.node_id is distinct from a.node_id)
     + (select count(*) from attempt a full join reservation r on r.attempt_id = a.id
         where a.id is null or r.attempt_id is null or r.node_id <> a.node_id
           or r.quantity <> (select units from job where id = a.job_id))
     + (select count(*) from attempt a where 1 <> (
         select count(*) from event e where e.topic = 'offers:' || a.node_id and e.data ->> 'offerId' = a.id::text
           and e.data ->> 'kind' = 'OFFERED'))
     + (select count(*) from (select payload from outbox where queue = ?) o
         full join attempt a on a.id = (o.payload ->> 'offerId')::uuid where a.id is null or o.payload is null)
     + (select count(*) from event_topic t where t.topic <> 'nodechange'
         and t.last_seq <> (select count(*) from event e where e.topic = t.topic)) as wrong`,
    [queues.offerTimeout.name],
  )
  return { matched: Number(counts?.matched), doubleBookings: Number(counts?.wrong) }
}
