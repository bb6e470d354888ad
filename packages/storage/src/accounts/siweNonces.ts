import type { EntityManager } from '../db/createStorage.js'
import { SiweNonce } from './SiweNonce.js'

/** Stores a sign-in nonce that was given out. */
export async function addNonce(em: EntityManager, nonce: { nonce: string; expiresAt: Date }): Promise<void> {
  await em.insert(SiweNonce, nonce)
}

/** Consumes a sign-in nonce; false when it was never given out, is used or has expired. */
export async function consumeNonce(em: EntityManager, nonce: string, now: Date): Promise<boolean> {
  const at = now.toISOString()
  const rows = await em.execute<unknown[]>(
    `update siwe_nonce set consumed_at = ?::timestamptz
     where nonce = ? and consumed_at is null and expires_at > ?::timestamptz returning nonce`,
    [at, nonce, at],
  )
  return rows.length === 1
}

/** Whether a sign-in nonce could be consumed now. */
export async function isNonceOpen(em: EntityManager, nonce: string, now: Date): Promise<boolean> {
  return (await em.count(SiweNonce, { nonce, consumedAt: null, expiresAt: { $gt: now } })) > 0
}
