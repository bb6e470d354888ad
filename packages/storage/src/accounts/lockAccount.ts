import type { EntityManager } from '../db/createStorage.js'

/**
 * Locks an account until the end of the transaction, so that two requests of it at a time count one after the other.
 * @param em of a transaction
 */
export async function lockAccount(em: EntityManager, address: string): Promise<void> {
  await em.execute('select address from account where address = ? for update', [address])
}
