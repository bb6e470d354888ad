import { randomUUID } from 'node:crypto'
import type { PlatformPart, TroubleSpan } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Trouble } from './Trouble.js'

/**
 * Records that a part is not well now: opens a trouble, or prolongs the one that is open.
 * @param since when it began; default now
 * @returns whether it is new
 */
export async function recordTrouble(
  em: EntityManager,
  part: PlatformPart,
  details: string,
  since?: Date,
): Promise<boolean> {
  const rows = await em.execute<{ is_new: boolean }[]>(
    `insert into trouble as t (id, part, details, started_at, seen_at)
     values (?, ?, ?, coalesce(?::timestamptz, clock_timestamp()), clock_timestamp())
     on conflict (part) where ended_at is null do update set seen_at = excluded.seen_at, details = excluded.details
     returning xmax = 0 as is_new`,
    [randomUUID(), part, details, since?.toISOString() ?? null],
  )
  return rows[0]?.is_new === true
}

/**
 * Ends troubles that no worker has seen for some time: they ended when they were last seen.
 * @returns their parts
 */
export async function endTroubles(em: EntityManager, quietMs: number): Promise<PlatformPart[]> {
  const rows = await em.execute<{ part: PlatformPart }[]>(
    `update trouble set ended_at = seen_at
     where ended_at is null and seen_at < clock_timestamp() - make_interval(secs => ?) returning part`,
    [quietMs / 1000],
  )
  return rows.map(({ part }) => part)
}

/** Troubles that last, in order of part. */
export async function openTroubles(em: EntityManager): Promise<Trouble[]> {
  return em.find(Trouble, { endedAt: null }, { orderBy: { part: 'asc' }, refresh: true })
}

/** Spans of the troubles that last, or ended after an instant. */
export async function troublesSince(em: EntityManager, since: Date): Promise<TroubleSpan[]> {
  const found = await em.find(Trouble, { $or: [{ endedAt: null }, { endedAt: { $gte: since } }] }, { refresh: true })
  return found.map(spanOf)
}

function spanOf({ part, startedAt, endedAt }: Trouble): TroubleSpan {
  return { part, startedAt, endedAt: endedAt ?? null }
}

/** The latest trouble of a part; null before the first. */
export async function lastTrouble(em: EntityManager, part: PlatformPart): Promise<TroubleSpan | null> {
  const found = await em.findOne(Trouble, { part }, { orderBy: { startedAt: 'desc' }, refresh: true })
  return found && spanOf(found)
}
