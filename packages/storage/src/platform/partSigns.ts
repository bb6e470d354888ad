import type { EntityManager } from '../db/createStorage.js'
import { PartSign } from './PartSign.js'

/** The platform's processes that write signs of life. */
export type SigningPart = 'WORKER' | 'API'

/**
 * Writes that a process of this kind works.
 * @returns when one wrote it before; null for the first time
 */
export async function recordSign(em: EntityManager, part: SigningPart): Promise<Date | null> {
  const rows = await em.execute<{ before: string | Date | null }[]>(
    `with before as (select seen_at from part_sign where part = ?)
     insert into part_sign (part, seen_at) values (?, clock_timestamp())
     on conflict (part) do update set seen_at = excluded.seen_at
     returning (select seen_at from before) as before`,
    [part, part],
  )
  const before = rows[0]?.before
  return before ? new Date(before) : null
}

/** When a process of this kind last wrote that it works; null when none ever did. */
export async function lastSign(em: EntityManager, part: SigningPart): Promise<Date | null> {
  return (await em.findOne(PartSign, { part }, { refresh: true }))?.seenAt ?? null
}
