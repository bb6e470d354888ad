import type { AttemptState } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Checkpoint } from './Checkpoint.js'

/** A version that an attempt's node has stored. */
export type NewCheckpoint = Pick<Checkpoint, 'sequence' | 'cid' | 'sha256' | 'size' | 'at'> & { mac: string | null }

/** How a report ended. `storedSequence`: the number of the attempt's newest version; 0 before the first. */
export type CheckpointOutcome =
  | { readonly outcome: 'CLOSED'; readonly state: AttemptState | null }
  | { readonly outcome: 'KNOWN' | 'TOO_SOON'; readonly storedSequence: number }
  | {
      readonly outcome: 'STORED'
      readonly storedSequence: number
      /** The version in whose place it is, which is not read any more. */
      readonly replaced: { readonly provider: string; readonly cid: string } | null
    }

/** Why a report of an attempt changes nothing beside the job's newest version. @returns null where it does */
export function needlessCheckpoint(
  before: Pick<Checkpoint, 'attemptId' | 'sequence' | 'at'> | null,
  attemptId: string,
  version: Pick<NewCheckpoint, 'sequence' | 'at'>,
  leastMs: number,
): Extract<CheckpointOutcome, { outcome: 'KNOWN' | 'TOO_SOON' }> | null {
  const own = before?.attemptId === attemptId ? before : null
  const storedSequence = own?.sequence ?? 0
  if (version.sequence <= storedSequence) return { outcome: 'KNOWN', storedSequence }
  if (own && version.at.getTime() - own.at.getTime() < leastMs) return { outcome: 'TOO_SOON', storedSequence }
  return null
}

/**
 * Stores an attempt's version in place of the job's earlier one. The lock of the attempt's row puts it before the
 * attempt's end or behind it: an attempt that has ended stores nothing, so a later attempt's version is never replaced
 * by an earlier one's. A version whose number is not above the stored one's changes nothing.
 * @param em of `inTransaction`
 * @param leastMs between two versions of an attempt
 */
export async function recordCheckpoint(
  em: EntityManager,
  { id, jobId }: { readonly id: string; readonly jobId: string },
  version: NewCheckpoint,
  leastMs: number,
): Promise<CheckpointOutcome> {
  const [attempt] = await em.execute<{ state: AttemptState; number: number; provider: string }[]>(
    'select state, number, provider from attempt where id = ? for update',
    [id],
  )
  if (attempt?.state !== 'EXECUTING') return { outcome: 'CLOSED', state: attempt?.state ?? null }
  const before = await em.findOne(Checkpoint, { jobId })
  const needless = needlessCheckpoint(before, id, version, leastMs)
  if (needless) return needless
  const { number, provider } = attempt
  // The entity itself is brought up to date by the write.
  const replaced = before && before.cid !== version.cid ? { provider: before.provider, cid: before.cid } : null
  await em.upsert(Checkpoint, { ...version, jobId, attemptId: id, attempt: number, provider })
  return { outcome: 'STORED', storedSequence: version.sequence, replaced }
}

/**
 * The version that an attempt goes on with: its own, or the one that an earlier attempt left. Not that of an attempt
 * which handed a result in: the platform or a panel turned the result down, so its state is not trusted either.
 */
export async function checkpointFor(em: EntityManager, jobId: string, attemptId: string): Promise<Checkpoint | null> {
  const [row] = await em.execute<object[]>(
    `select c.* from checkpoint c join attempt a on a.id = c.attempt_id
     where c.job_id = ? and (c.attempt_id = ? or a.delivered_at is null)`,
    [jobId, attemptId],
  )
  return row ? em.map(Checkpoint, row) : null
}

/** The version of a job that the platform took last; null without one. */
export const latestCheckpoint = (em: EntityManager, jobId: string): Promise<Checkpoint | null> =>
  em.findOne(Checkpoint, { jobId })
