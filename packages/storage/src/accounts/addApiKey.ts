import type { EntityManager } from '../db/createStorage.js'
import { ApiKey } from './ApiKey.js'

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
  // Locked, so that two requests at a time count one after the other.
  await em.execute('select address from account where address = ? for update', [key.address])
  const live = await em.count(ApiKey, { address: key.address, revokedAt: null })
  if (live >= max) return false
  await em.insert(ApiKey, key)
  return true
}
