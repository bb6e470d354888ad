import { topic } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { claimSeqs } from '../events/appendEvent.js'
import { Attempt } from './Attempt.js'
import type { AttemptProgress } from './AttemptProgress.js'

/** A report with the attempt that it is of. */
export interface JobProgress extends AttemptProgress {
  attempt: Pick<Attempt, 'id' | 'number' | 'nodeId' | 'provider' | 'rate'>
}

/**
 * Records how far a node says that it is, and wakes those who follow the job; without effect on an attempt that is not
 * EXECUTING.
 * @param em of `inTransaction`
 */
export async function recordProgress(
  em: EntityManager,
  { id, jobId }: Pick<Attempt, 'id' | 'jobId'>,
  progress: Omit<AttemptProgress, 'seq'>,
): Promise<void> {
  const seq = await claimSeqs(em, topic('jobprogress', jobId), 1)
  await em.nativeUpdate(Attempt, { id, state: 'EXECUTING' }, { progress: { ...progress, seq } })
}

/** The newest report of each attempt of a job behind a number, the oldest first. */
export async function readProgress(em: EntityManager, jobId: string, afterSeq: number): Promise<JobProgress[]> {
  const attempts = await em.find(
    Attempt,
    { jobId, progress: { $ne: null } },
    { fields: ['id', 'number', 'nodeId', 'provider', 'rate', 'progress'] },
  )
  return attempts
    .flatMap(({ progress, ...attempt }) => (progress && progress.seq > afterSeq ? [{ ...progress, attempt }] : []))
    .sort((a, b) => a.seq - b.seq)
}
