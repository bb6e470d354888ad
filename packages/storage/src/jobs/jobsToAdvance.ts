import type { EntityManager } from '../db/createStorage.js'

/** Why a job needs a look. */
export type AdvanceReason =
  | 'fund-timeout'
  | 'match'
  | 'offer-timeout'
  | 'assign'
  | 'execution-watch'
  | 'verify'
  | 'settle'
  | 'expire'

/** Reason code of a job that had ended when its deposit arrived: the money is on chain until it is returned. */
export const FUNDED_LATE = 'FUNDED_LATE'

export interface JobToAdvance {
  jobId: string
  reason: AdvanceReason
  /** The attempt that has not ended. */
  offerId: string | null
}

/**
 * Jobs whose deadlines have passed, those whose result is not on its way to the chain, and those that wait for a node. Delayed queue jobs do this in time; this query makes up for lost
 * ones and for clocks that jump.
 * @param now in the chain's time
 */
export async function jobsToAdvance(em: EntityManager, now: Date, limit = 500): Promise<JobToAdvance[]> {
  const at = now.toISOString()
  const rows = await em.execute<{ id: string; reason: AdvanceReason; offer_id: string | null }[]>(
    `select * from (
       select j.id, case
         when j.state = 'SUBMITTED' and j.funding_signature is not null and j.fund_by >= ?::timestamptz then 'expire'
         when j.state = 'SUBMITTED' and j.fund_by < ?::timestamptz then 'fund-timeout'
         when j.state in ('ASSIGNED', 'EXECUTING', 'VERIFYING') and j.settle_after is null and j.due_at < ?::timestamptz then 'execution-watch'
         when j.state = 'VERIFYING' and (j.settle_after < ?::timestamptz or (j.settle_after is not null and j.approval is not null)) then 'settle'
         when j.state = 'VERIFYING' and j.settle_after is null and a.state = 'SUBMITTED' and j.updated_at < now() - interval '60 seconds'
           and j.reason_code is distinct from 'RESULT_MISMATCH' then 'verify'
         when j.state in ('QUEUED', 'MATCHED', 'FAILED', 'TIMED_OUT', 'CANCELLED') and j.assign_by < ?::timestamptz and not j.refunded then 'expire'
         -- What its arbitrators do is no event of the task.
         when j.state = 'DISPUTED' then 'settle'
         when j.state = 'MATCHED' and a.state = 'OFFERED' and a.expires_at < now() then 'offer-timeout'
         when j.state = 'MATCHED' and a.state = 'ACCEPTED' and a.expires_at < now() - interval '30 seconds' then 'assign'
         when j.state = 'QUEUED' then 'match'
       end as reason, a.id as offer_id, j.created_at
       from job j
       left join lateral (
         -- Of several offers at once, the accepted one; else the one that ends first.
         select id, state, expires_at from attempt where job_id = j.id and ended_at is null
         order by state = 'OFFERED', case when state = 'OFFERED' then expires_at end, offered_at desc limit 1
       ) a on true
       -- As the index job_sweep has it.
       where not j.refunded and j.state not in ('PAID', 'REFUNDED')
         and (j.state not in ('TIMED_OUT', 'CANCELLED') or j.reason_code = '${FUNDED_LATE}')
     ) due where reason is not null
     -- Deadlines first; of more searches than fit, each gets its turn.
     order by reason = 'match', case when reason = 'match' then random() end, created_at limit ?`,
    [at, at, at, at, at, limit],
  )
  return rows.map(({ id, reason, offer_id }) => ({ jobId: id, reason, offerId: offer_id }))
}
