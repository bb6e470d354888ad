import { type AttemptState, topic } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { claimSeqs } from '../events/appendEvent.js'
import { Artifact } from './Artifact.js'

/** A version of a file that an attempt's node has stored. */
export type NewArtifact = Pick<Artifact, 'name' | 'cid' | 'sha256' | 'storedSize' | 'size' | 'takenAt' | 'storedAt'> & {
  mac: string | null
}

/** A stored file that is not read any more. */
export type ReplacedFile = Pick<Artifact, 'provider' | 'cid'>

/** How a report ended. */
export type ArtifactsOutcome =
  | { readonly outcome: 'CLOSED'; readonly state: AttemptState | null }
  /** The attempt would have more files, or more bytes. */
  | { readonly outcome: 'FULL' }
  | { readonly outcome: 'STORED'; readonly replaced: readonly ReplacedFile[] }

/** Bounds of an attempt's artifacts. */
export interface ArtifactBounds {
  readonly files: number
  /** Bytes as they are stored, together. */
  readonly bytes: number
}

/** Whether a version is newer than the one that the platform has. */
const isNewer = (version: NewArtifact, before: Artifact | undefined, attemptId: string): boolean =>
  before?.attemptId !== attemptId || version.takenAt > before.takenAt

/** Whether one of two names is a folder of the other. */
const isInside = (one: string, other: string): boolean => one.startsWith(`${other}/`) || other.startsWith(`${one}/`)

/**
 * Stores versions of an attempt's artifacts in place of earlier ones of the same name, and wakes those who follow the
 * job's progress. The lock of the attempt's row puts it before the attempt's end or behind it. A version that is no
 * newer than the stored one changes nothing. Files of earlier attempts make room for those of this one.
 * @param em of `inTransaction`
 */
export async function recordArtifacts(
  em: EntityManager,
  { id, jobId }: { readonly id: string; readonly jobId: string },
  versions: readonly NewArtifact[],
  bounds: ArtifactBounds,
): Promise<ArtifactsOutcome> {
  // Before the attempt's row is locked, as a report of progress takes it.
  const seq = await claimSeqs(em, topic('jobprogress', jobId), 1)
  const [attempt] = await em.execute<{ state: AttemptState; number: number; provider: string }[]>(
    'select state, number, provider from attempt where id = ? for update',
    [id],
  )
  if (attempt?.state !== 'EXECUTING') return { outcome: 'CLOSED', state: attempt?.state ?? null }
  const kept = await em.find(Artifact, { jobId }, { orderBy: { storedAt: 'asc', name: 'asc' } })
  const byName = new Map(kept.map((one) => [one.name, one]))
  const ofAttempt = kept.filter(({ attemptId }) => attemptId === id)
  const fresh = versions.filter(
    (version, index) =>
      isNewer(version, byName.get(version.name), id) &&
      ![...ofAttempt, ...versions.slice(0, index)].some(({ name }) => isInside(name, version.name)),
  )
  if (fresh.length === 0) return { outcome: 'STORED', replaced: [] }
  const names = new Set(fresh.map(({ name }) => name))
  const others = kept.filter(({ name }) => !names.has(name))
  const own = others.filter(({ attemptId }) => attemptId === id)
  const bytes = [...own, ...fresh].reduce((sum, { storedSize }) => sum + storedSize, 0)
  if (own.length + fresh.length > bounds.files || bytes > bounds.bytes) return { outcome: 'FULL' }
  const excess = others.length + fresh.length - bounds.files
  const earlier = others.filter(({ attemptId }) => attemptId !== id)
  // A file of an earlier attempt that is a folder now, or the other way round, gives way, too.
  const inTheWay = earlier.filter(({ name }) => fresh.some((version) => isInside(name, version.name)))
  const evicted = [...new Set([...inTheWay, ...earlier])].slice(0, Math.max(inTheWay.length, excess))
  const stays = new Set([...fresh, ...others.filter((one) => !evicted.includes(one))].map(({ cid }) => cid))
  const replaced = [...kept.filter(({ name }) => names.has(name)), ...evicted]
    .map(({ provider, cid }) => ({ provider, cid }))
    .filter(({ cid }) => !stays.has(cid))
  if (evicted.length > 0) await em.nativeDelete(Artifact, { jobId, name: { $in: evicted.map(({ name }) => name) } })
  const { number, provider } = attempt
  await em.upsertMany(
    Artifact,
    fresh.map((version) => ({ ...version, jobId, attemptId: id, attempt: number, provider })),
  )
  await em.execute(
    `update attempt set progress = progress || jsonb_build_object('seq', ?::bigint, 'artifactsAt', ?::text) where id = ?`,
    [seq, fresh[0]?.storedAt.toISOString(), id],
    'run',
  )
  return { outcome: 'STORED', replaced }
}

/** The newest versions of a job's artifacts, by their names. */
export const artifactsOf = (em: EntityManager, jobId: string): Promise<Artifact[]> =>
  em.find(Artifact, { jobId }, { orderBy: { name: 'asc' } })
