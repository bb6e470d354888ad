import type { EntityManager } from '../db/createStorage.js'
import { NEED_STANDING } from './jobNeeds.js'

/** The step that is due for a job. */
export type DueReason =
  | 'FUND_DEADLINE'
  | 'FUNDED_FROM_BALANCE'
  /** A job that it needs did not succeed. */
  | 'NEED_FAILED'
  | 'ASSIGN_DEADLINE'
  | 'WORK_DUE'
  | 'APPROVED'
  | 'WINDOW_OVER'
  | 'DISPUTE_OPEN'
  /** The open offer was not answered in time. */
  | 'OFFER_OVER'
  /** The accepted offer is not on chain. */
  | 'ASSIGNMENT_LATE'
  /** The delivered result is not on chain. */
  | 'RESULT_UNSENT'
  /** The job waits for a node. */
  | 'SEARCH'

/** Reason code of a job that had ended when its deposit arrived: the money is on chain until it is returned. */
export const FUNDED_LATE = 'FUNDED_LATE'

/** Reason code of a job that ended without a deposit on chain: there is nothing to return. */
export const NOT_FUNDED = 'NOT_FUNDED'

export interface JobToAdvance {
  jobId: string
  reason: DueReason
  /** The attempt that has not ended. */
  offerId: string | null
}

/**
 * Jobs whose deadlines have passed, jobs whose result is not on its way to the chain, and jobs that wait for a node.
 * Delayed queue jobs come in time; this query makes up for lost ones and for clocks that jump. It repeats in SQL, for
 * all open jobs at once, the deadlines that the worker's `nextRelay` reads from one task, in whole seconds as the chain
 * counts them; `worker/src/lifecycle/dueByTableAndTask.test.ts` compares the two. The handler decides by the task, so a
 * job found too early stays as it is.
 * @param now in the chain's time
 */
export async function jobsToAdvance(em: EntityManager, now: Date, limit = 500): Promise<JobToAdvance[]> {
  const at = new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString()
  const rows = await em.execute<{ id: string; reason: DueReason; offer_id: string | null }[]>(
    `select * from (
       select j.id, case
         when j.state = 'SUBMITTED' and needs.standing = 'FAILED' then 'NEED_FAILED'
         when j.state = 'SUBMITTED' and j.funding_signature is not null and j.fund_by >= ?::timestamptz
           and needs.standing is distinct from 'OPEN' then 'FUNDED_FROM_BALANCE'
         when j.state = 'SUBMITTED' and j.fund_by < ?::timestamptz then 'FUND_DEADLINE'
         when j.state in ('ASSIGNED', 'EXECUTING', 'VERIFYING') and j.settle_after is null and j.due_at < ?::timestamptz then 'WORK_DUE'
         when j.state = 'VERIFYING' and j.settle_after <= ?::timestamptz then 'WINDOW_OVER'
         when j.state = 'VERIFYING' and j.settle_after is not null and (j.approval ->> 'attempt')::int = j.attempts
           then 'APPROVED'
         when j.state = 'VERIFYING' and j.settle_after is null and a.state = 'SUBMITTED' and j.updated_at < now() - interval '60 seconds'
           and j.reason_code is distinct from 'RESULT_MISMATCH' then 'RESULT_UNSENT'
         when j.state in ('QUEUED', 'MATCHED', 'FAILED', 'TIMED_OUT', 'CANCELLED') and j.assign_by < ?::timestamptz and not j.refunded
           then 'ASSIGN_DEADLINE'
         -- Votes of arbitrators are no events of the task.
         when j.state = 'DISPUTED' then 'DISPUTE_OPEN'
         when j.state = 'MATCHED' and a.state = 'OFFERED' and a.expires_at < now() then 'OFFER_OVER'
         when j.state = 'MATCHED' and a.state = 'ACCEPTED' and a.expires_at < now() - interval '30 seconds' then 'ASSIGNMENT_LATE'
         when j.state = 'QUEUED' and j.stop_requested_at is null then 'SEARCH'
       end as reason, a.id as offer_id, j.created_at
       from job j
       left join lateral (
         -- The worst of its needs; null without any, and when all are met.
         select case when bool_or(standing = 'FAILED') then 'FAILED' when bool_or(standing = 'OPEN') then 'OPEN' end
           as standing
         from (select ${NEED_STANDING} as standing from job_need r join job n on n.id = r.need_id
               where r.job_id = j.id and j.state = 'SUBMITTED') each
       ) needs on true
       left join lateral (
         -- Of several offers at once, the accepted one; else the one that ends first.
         select id, state, expires_at from attempt where job_id = j.id and ended_at is null
         order by state = 'OFFERED', case when state = 'OFFERED' then expires_at end, offered_at desc limit 1
       ) a on true
       -- As the database index job_sweep has it.
       where not j.refunded and j.state not in ('PAID', 'REFUNDED')
         and (j.state not in ('TIMED_OUT', 'CANCELLED') or j.reason_code = ?)
         and not (j.state = 'FAILED' and j.reason_code is not distinct from ?)
     ) due where reason is not null
     -- Deadlines first; of more searches than fit, each gets its turn.
     order by reason = 'SEARCH', case when reason = 'SEARCH' then random() end, created_at limit ?`,
    [at, at, at, at, at, FUNDED_LATE, NOT_FUNDED, limit],
  )
  return rows.map(({ id, reason, offer_id }) => ({ jobId: id, reason, offerId: offer_id }))
}
