import { topic } from '@aiigo/domain'
import { changeRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { claimSeqs } from '../events/appendEvent.js'
import { Attempt } from './Attempt.js'
import type { AttemptProgress } from './AttemptProgress.js'
import { moveAttempt } from './moveAttempt.js'

/** A report with the attempt that it is of. */
export interface JobProgress extends AttemptProgress {
  attempt: Pick<Attempt, 'id' | 'number' | 'nodeId' | 'provider' | 'rate' | 'state' | 'onChain'>
}

/**
 * Records how far a node says that it is, and wakes those who follow the job. The first report moves an assigned
 * attempt to EXECUTING.
 * @param em of `inTransaction`
 * @param hasArtifacts whether the job names artifacts, of which the last report tells, too
 * @returns the attempt; null when it is not in the state that the caller knows
 */
export async function recordProgress(
  em: EntityManager,
  { id, jobId, state }: Pick<Attempt, 'id' | 'jobId' | 'state'>,
  report: Omit<AttemptProgress, 'seq' | 'artifactsAt'>,
  hasArtifacts = false,
): Promise<Attempt | null> {
  const seq = await claimSeqs(em, topic('jobprogress', jobId), 1)
  const artifactsAt = hasArtifacts ? await artifactsAtOf(em, id) : null
  const set = { progress: { ...report, seq, ...(artifactsAt ? { artifactsAt } : {}) } }
  if (state === 'ASSIGNED') return moveAttempt(em, { id, state }, 'EXECUTING', { set })
  return changeRow(em, Attempt, { id, state: 'EXECUTING' }, set)
}

/** Under the lock of the attempt's row, which a report of artifacts takes as well. */
async function artifactsAtOf(em: EntityManager, attemptId: string): Promise<string | null> {
  const [row] = await em.execute<{ at: string | null }[]>(
    `select progress->>'artifactsAt' as at from attempt where id = ? for no key update`,
    [attemptId],
  )
  return row?.at ?? null
}

/** The newest report of each attempt of a job behind a number, the oldest first. */
export async function readProgress(em: EntityManager, jobId: string, afterSeq: number): Promise<JobProgress[]> {
  const attempts = await em.find(
    Attempt,
    { jobId, progress: { $ne: null } },
    { fields: ['id', 'number', 'nodeId', 'provider', 'rate', 'state', 'onChain', 'progress'] },
  )
  return attempts
    .flatMap(({ progress, ...attempt }) => (progress && progress.seq > afterSeq ? [{ ...progress, attempt }] : []))
    .sort((a, b) => a.seq - b.seq)
}
