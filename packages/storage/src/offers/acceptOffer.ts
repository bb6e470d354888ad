import type { SignedAcceptance } from '@aiigo/domain'
import { changeRow, entityOf } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { Job } from '../jobs/Job.js'
import { announceJob } from '../jobs/moveJob.js'
import { Attempt } from './Attempt.js'
import { moveAttempt } from './moveAttempt.js'

/** Why an offer could not be accepted any more. */
export type AcceptOutcome = { outcome: 'ACCEPTED'; attempt: Attempt; job: Job } | { outcome: 'EXPIRED' | 'CLOSED' }

/** Reason code of an offer withdrawn because another node was faster. */
export const ANOTHER_ACCEPTED = 'ANOTHER_ACCEPTED'

/**
 * Takes a provider's acceptance: the first one gets the job, the other open offers are withdrawn and their nodes get
 * the reason. Whether the offer is still good is decided by its reservation and the database's clock, so an acceptance
 * in the last moment never takes units that were promised to another job meanwhile.
 * @param em of `inTransaction`
 */
export async function acceptOffer(
  em: EntityManager,
  offer: { readonly id: string; readonly jobId: string },
  accepted: { number: number; acceptance: SignedAcceptance },
): Promise<AcceptOutcome> {
  const job = await lockJob(em, offer.jobId)
  if (job?.state !== 'MATCHED') return { outcome: 'CLOSED' }
  const kept = await em.execute<{ node_id: string }[]>(
    `update reservation set expires_at = null
     where attempt_id = ? and (expires_at is null or expires_at > clock_timestamp()) returning node_id`,
    [offer.id],
  )
  if (kept.length === 0) {
    const { state } = await em.findOneOrFail(Attempt, { id: offer.id }, { refresh: true })
    return { outcome: state === 'OFFERED' ? 'EXPIRED' : 'CLOSED' }
  }
  const attempt = await moveAttempt(em, { id: offer.id, state: 'OFFERED' }, 'ACCEPTED', { set: accepted })
  if (!attempt) return { outcome: 'CLOSED' }
  // A job with one offer has its node already; with several open nobody has the job yet.
  if (job.nodeId === attempt.nodeId) return { outcome: 'ACCEPTED', attempt, job }
  await withdrawOffers(em, offer.jobId, { reason: 'another node accepted the job first', reasonCode: ANOTHER_ACCEPTED })
  const chosen = await changeRow(em, Job, { id: job.id }, { nodeId: attempt.nodeId, updatedAt: new Date() })
  if (chosen) announceJob(em, chosen)
  return { outcome: 'ACCEPTED', attempt, job: chosen ?? job }
}

/** A job under the lock of its row, which lasts until the transaction ends; null when there is none. */
export async function lockJob(em: EntityManager, jobId: string): Promise<Job | null> {
  return (await lockJobs(em, [jobId]))[0] ?? null
}

/** Jobs under the locks of their rows, which are taken in the order of the ids. */
export async function lockJobs(em: EntityManager, jobIds: readonly string[]): Promise<Job[]> {
  const rows = await em.execute<Record<string, unknown>[]>(
    `select * from job where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
     order by id for no key update`,
    [JSON.stringify(jobIds)],
  )
  return rows.map((row) => entityOf(em, Job, row))
}

/**
 * Withdraws every unanswered offer of a job.
 * @param em of `inTransaction`, the job's row locked
 * @param known the job's open attempts, where the transaction holds them
 */
export async function withdrawOffers(
  em: EntityManager,
  jobId: string,
  why: { reason: string; reasonCode: string | null },
  known?: readonly Attempt[],
): Promise<void> {
  // Rows that the transaction holds are not read again: they may be changed in memory.
  const offered = known?.filter(({ state }) => state === 'OFFERED')
  const open = offered ?? (await em.find(Attempt, { jobId, state: 'OFFERED' }, { refresh: true }))
  for (const attempt of open) {
    const { reason, reasonCode } = why
    await moveAttempt(em, attempt, 'WITHDRAWN', { reason, set: { reasonCode } })
  }
}
