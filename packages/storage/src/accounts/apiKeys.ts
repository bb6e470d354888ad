import type { EntityManager } from '../db/createStorage.js'
import { ApiKey } from './ApiKey.js'
import { lockAccount } from './lockAccount.js'

export interface NewApiKey {
  id: string
  /** Wallet, lower case. */
  address: string
  name: string
  keyHash: string
  prefix: string
  createdAt: Date
}

/**
 * Stores a key unless its account has as many live ones as it may.
 * @param em of a transaction
 * @returns whether it was stored
 */
export async function addApiKey(em: EntityManager, key: NewApiKey, max: number): Promise<boolean> {
  await lockAccount(em, key.address)
  const live = await em.count(ApiKey, { address: key.address, revokedAt: null })
  if (live >= max) return false
  await em.insert(ApiKey, key)
  return true
}

/**
 * Revokes a key of an account; one that is revoked already stays as it was.
 * @returns the key; null when the account has no such key
 */
export async function revokeApiKey(
  em: EntityManager,
  { id, address }: { id: string; address: string },
  now: Date,
): Promise<ApiKey | null> {
  await em.nativeUpdate(ApiKey, { id, address, revokedAt: null }, { revokedAt: now })
  return em.findOne(ApiKey, { id, address }, { refresh: true })
}

/** Records that a key was used. */
export async function recordApiKeyUse(em: EntityManager, id: string, now: Date): Promise<void> {
  await em.nativeUpdate(ApiKey, { id }, { lastUsedAt: now })
}
