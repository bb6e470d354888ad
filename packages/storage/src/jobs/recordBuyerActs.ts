import { changeRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { heldRowsOf } from '../db/inTransaction.js'
import { Attempt } from '../offers/Attempt.js'
import { lockJobs } from '../offers/acceptOffer.js'
import { announceAttempt } from '../offers/moveAttempt.js'
import { Job } from './Job.js'
import { announceJob } from './moveJob.js'

/**
 * Records the buyer's approval of the result that it names. A later one replaces an earlier one, which the chain may
 * have refused.
 * @returns the job; null when it has left VERIFYING or is at another attempt
 */
export async function recordApproval(em: EntityManager, id: string, approval: NonNullable<Job['approval']>) {
  const where = { id, state: 'VERIFYING', attempts: approval.attempt } as const
  return changeRow(em, Job, where, { approval, updatedAt: new Date() })
}

/**
 * Records the buyer's signature of the request, which pays the deposit out of the buyer's balance, and forgets why an
 * earlier one was refused.
 * @returns the job; null when it has left SUBMITTED
 */
export async function recordFundingSignature(em: EntityManager, id: string, fundingSignature: string) {
  const set = { fundingSignature, reasonCode: null, reason: null, updatedAt: new Date() }
  return changeRow(em, Job, { id, state: 'SUBMITTED' }, set)
}

/**
 * Records the buyer's signatures of the requests of several jobs, and forgets why earlier ones were refused.
 * @returns those that were in SUBMITTED, and when each was recorded
 */
export async function recordFundingSignatures(
  em: EntityManager,
  signatures: readonly { jobId: string; signature: string }[],
): Promise<{ id: string; updatedAt: Date }[]> {
  const rows = await em.execute<{ id: string; updated_at: string | Date }[]>(
    `update job set funding_signature = given.signature, reason_code = null, reason = null,
       updated_at = clock_timestamp()
     from (
       select job.id, one.signature
       from jsonb_to_recordset(?::jsonb) as one (id uuid, signature text) join job on job.id = one.id
       where job.state = 'SUBMITTED' order by job.id for no key update of job) given
     where job.id = given.id and job.state = 'SUBMITTED' returning job.id, job.updated_at`,
    [JSON.stringify(signatures.map(({ jobId: id, signature }) => ({ id, signature })))],
  )
  return rows.map(({ id, updated_at }) => ({ id, updatedAt: new Date(updated_at) }))
}

/**
 * Records that the buyer wants the run stopped, and tells its node. A second wish changes nothing.
 * @param em of `inTransaction`
 * @returns the job; null when no node works at it
 */
export async function recordStopRequest(em: EntityManager, id: string): Promise<Job | null> {
  const [known] = await lockJobs(em, [id])
  if (known?.state !== 'ASSIGNED' && known?.state !== 'EXECUTING') return null
  if (known.stopRequestedAt) return known
  const now = new Date()
  const job = (await changeRow(em, Job, { id }, { stopRequestedAt: now, updatedAt: now })) ?? known
  const attempt = await em.findOne(Attempt, { jobId: id, number: job.attempts, endedAt: null })
  if (attempt) announceAttempt(em, attempt, 'STOP', job.dueAt ?? attempt.expiresAt)
  announceJob(em, job, 'the buyer asked the node to stop')
  return job
}

/** Records the buyer's objection to the result of a job in VERIFYING; without effect in another state. */
export async function recordDisputeReason(em: EntityManager, id: string, disputeReason: string): Promise<void> {
  await em.nativeUpdate(Job, { id, state: 'VERIFYING' }, { disputeReason })
}

/** Forgets an approval that the contract refused for good; a later one stays. */
export async function voidApproval(em: EntityManager, id: string, signature: string): Promise<void> {
  const held = heldRowsOf(em)?.get(id) as Job | undefined
  if (!held)
    await em.execute(`update job set approval = null where id = ? and approval ->> 'signature' = ?`, [id, signature])
  else if (held.approval?.signature === signature) await changeRow(em, Job, { id }, { approval: null })
}

/** Forgets a signature of the request that the contract refused, and records why; a later signature stays. */
export async function voidFundingSignature(
  em: EntityManager,
  id: string,
  fundingSignature: string,
  reason: string,
): Promise<void> {
  const where = { id, state: 'SUBMITTED', fundingSignature } as const
  await em.nativeUpdate(Job, where, { fundingSignature: null, reasonCode: 'FUNDING_REFUSED', reason })
}
