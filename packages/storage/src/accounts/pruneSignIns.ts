import type { EntityManager } from '../db/createStorage.js'
import { RefreshSession } from './RefreshSession.js'
import { SiweNonce } from './SiweNonce.js'

/** Deletes sign-in nonces that expired before an instant. */
export async function pruneNonces(em: EntityManager, before: Date): Promise<void> {
  await em.nativeDelete(SiweNonce, { expiresAt: { $lt: before } })
}

/** Deletes refresh sessions that expired before an instant. */
export async function pruneSessions(em: EntityManager, before: Date): Promise<void> {
  await em.nativeDelete(RefreshSession, { expiresAt: { $lt: before } })
}
