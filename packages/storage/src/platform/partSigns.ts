import type { EntityManager } from '../db/createStorage.js'
import { PartSign } from './PartSign.js'

/** The platform's processes that write signs of life. */
export type SigningPart = 'WORKER' | 'API'

/** Signs come every five seconds; a longer silence than this was an outage. Seconds. */
export const SIGN_BREAK_SECONDS = 8

/**
 * Writes that a process of this kind works.
 * @param starting whether it has begun just now
 * @returns when one wrote it before; null for the first time
 */
export async function recordSign(em: EntityManager, part: SigningPart, starting = false): Promise<Date | null> {
  const rows = await em.execute<{ before: string | Date | null }[]>(
    `with before as (select seen_at from part_sign where part = ?)
     insert into part_sign as p (part, seen_at, since) values (?, clock_timestamp(), clock_timestamp())
     on conflict (part) do update set seen_at = excluded.seen_at,
       since = case when ? or p.seen_at < excluded.seen_at - make_interval(secs => ?) then excluded.seen_at else p.since end
     returning (select seen_at from before) as before`,
    [part, part, starting, SIGN_BREAK_SECONDS],
  )
  const before = rows[0]?.before
  return before ? new Date(before) : null
}

/** When a process of this kind last wrote that it works; null when none ever did. */
export async function lastSign(em: EntityManager, part: SigningPart): Promise<Date | null> {
  return (await em.findOne(PartSign, { part }, { refresh: true }))?.seenAt ?? null
}
