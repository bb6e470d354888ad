import { NotRetryableError } from '@aiigo/domain'
import { changeRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'
import { announceJob } from './moveJob.js'

/** Columns that follow the chain beside the state; see the columns of the same names. */
export type TaskFacts = Partial<
  Pick<Job, 'dueAt' | 'terms' | 'readBlock' | 'settleAfter' | 'result' | 'refunded' | 'endedBlock' | 'endTransaction'>
>

/** Records what the chain shows of a job without moving it. */
export async function recordTaskFacts(em: EntityManager, id: string, facts: TaskFacts): Promise<Job> {
  return found(await changeRow(em, Job, { id }, { ...facts, updatedAt: new Date() }), id)
}

export interface JobReason {
  /** Stable code. */
  reasonCode: string | null
  /** In words for the buyer. */
  reason: string | null
}

/** Records why a job waits, without an event: subscribers read it with the job's next event. */
export async function recordJobReason(em: EntityManager, id: string, { reasonCode, reason }: JobReason): Promise<void> {
  await changeRow(em, Job, { id }, { reasonCode, reason, updatedAt: new Date() })
}

/**
 * Records why a job waits and announces it to its buyer and provider.
 * @param em of `inTransaction`
 * @param words of the event, where they are not the job's reason
 */
export async function announceJobReason(
  em: EntityManager,
  id: string,
  reason: JobReason,
  words: string | null = reason.reason,
): Promise<Job> {
  const { reasonCode, reason: stored } = reason
  const job = found(await changeRow(em, Job, { id }, { reasonCode, reason: stored, updatedAt: new Date() }), id)
  announceJob(em, job, words)
  return job
}

function found(job: Job | null, id: string): Job {
  if (!job) throw new NotRetryableError('JOB_UNKNOWN', `expected a stored job, got the id ${id}`)
  return job
}

/** Records why no node was found; without effect on a job that is not QUEUED. */
export async function recordNoNodeFits(em: EntityManager, id: string, reason: string): Promise<void> {
  await em.nativeUpdate(Job, { id, state: 'QUEUED' }, { reasonCode: 'NO_NODE_FITS', reason })
}

/** Records why a delivered result is not on chain, or that nothing is in its way; without effect once the job ended. */
export async function recordResultReason(em: EntityManager, id: string, reason: JobReason): Promise<void> {
  await em.nativeUpdate(Job, { id, state: { $in: ['EXECUTING', 'VERIFYING'] } }, reason)
}

/**
 * Records where the end of a job stands: the block in which it was first seen, and that it is final once the chain is
 * `confirmations` blocks further.
 * @param head the chain's head when the end was seen
 */
export async function recordFinality(
  em: EntityManager,
  { id, endedBlock }: Pick<Job, 'id' | 'endedBlock'>,
  head: number,
  confirmations: number,
): Promise<void> {
  if (endedBlock === null || endedBlock === undefined || endedBlock > head) {
    await em.nativeUpdate(Job, { id, final: false }, { endedBlock: head })
  } else if (endedBlock <= head - confirmations) {
    await em.nativeUpdate(Job, { id, endedBlock }, { final: true })
  }
}
