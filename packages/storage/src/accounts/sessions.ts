import type { EntityManager } from '../db/createStorage.js'
import { RefreshSession } from './RefreshSession.js'

export interface NewSession {
  id: string
  /** Wallet, lower case. */
  address: string
  tokenHash: string
  expiresAt: Date
  userAgent: string | null
  createdAt: Date
}

/** Records that a wallet signed in and stores its session. @param em of a transaction */
export async function openSession(em: EntityManager, session: NewSession): Promise<void> {
  const at = session.createdAt.toISOString()
  await em.execute(
    `insert into account (address, created_at, last_seen_at) values (?, ?::timestamptz, ?::timestamptz)
     on conflict (address) do update set last_seen_at = excluded.last_seen_at`,
    [session.address, at, at],
    'run',
  )
  await em.insert(RefreshSession, session)
}

/**
 * Replaces the session of a refresh token, which is good once. Seeing a replaced one again means that a copy exists,
 * and revokes the whole chain that followed from it.
 * @param em of a transaction
 * @param successor without address: it is the session's
 * @returns the session's wallet, or null when the token is not good
 */
export async function rotateSession(
  em: EntityManager,
  tokenHash: string,
  successor: Omit<NewSession, 'address'>,
): Promise<string | null> {
  const now = successor.createdAt.toISOString()
  // Locked, so that of two rotations with one token the second sees that it was used.
  const found = await em.execute<{ id: string; address: string; replaced_by: string | null; live: boolean }[]>(
    `select id, address, replaced_by, revoked_at is null and expires_at > ?::timestamptz as live
     from refresh_session where token_hash = ? for update`,
    [now, tokenHash],
  )
  const current = found[0]
  if (!current) return null
  if (current.replaced_by !== null) {
    await revokeFrom(em, current.id, now)
    return null
  }
  if (!current.live) return null
  await em.insert(RefreshSession, { ...successor, address: current.address })
  await em.nativeUpdate(RefreshSession, { id: current.id }, { replacedBy: successor.id })
  return current.address
}

/**
 * Revokes the session of a refresh token, live or replaced, and all that followed from it.
 * @param em of a transaction
 * @returns whether there was anything to revoke
 */
export async function revokeSession(em: EntityManager, tokenHash: string, now: Date): Promise<boolean> {
  const [token] = await em.execute<{ id: string }[]>('select id from refresh_session where token_hash = ?', [tokenHash])
  return token !== undefined && (await revokeFrom(em, token.id, now.toISOString())) > 0
}

/** Revokes a session and all that followed from it. @returns how many */
async function revokeFrom(em: EntityManager, id: string, now: string): Promise<number> {
  let revoked = 0
  for (;;) {
    // In the order of the chain, so that two of these can not wait for each other.
    const rows = await em.execute<unknown[]>(
      `with recursive chain as (
         select id, replaced_by, 0 as place from refresh_session where id = ?::uuid
         union all
         select s.id, s.replaced_by, c.place + 1 from refresh_session s join chain c on s.id = c.replaced_by
       ), locked as (
         select s.id from refresh_session s join chain c on s.id = c.id
         where s.revoked_at is null order by c.place for update of s
       )
       update refresh_session set revoked_at = ?::timestamptz where id in (select id from locked) returning id`,
      [id, now],
    )
    if (rows.length === 0) return revoked
    // Again: the last session may have been replaced while this waited for its row, and the successor was not seen.
    revoked += rows.length
  }
}
