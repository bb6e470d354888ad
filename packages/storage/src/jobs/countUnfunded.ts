import type { EntityManager } from '../db/createStorage.js'
import { Job } from './Job.js'

/**
 * Counts the jobs of a buyer that wait for money, and of them those without its signature.
 * Until the transaction ends, another count for the same buyer waits,
 * so two submissions at a time count one after the other.
 * @param em of a transaction
 */
export async function countUnfunded(
  em: EntityManager,
  buyer: string,
): Promise<{ unsigned: number; submitted: number; hasPaid(): Promise<boolean> }> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`unfunded ${buyer}`])
  return {
    unsigned: await em.count(Job, { buyer, state: 'SUBMITTED', fundingSignature: null }),
    submitted: await em.count(Job, { buyer, state: 'SUBMITTED' }),
    hasPaid: async () => (await em.find(Job, { buyer, attempts: { $gt: 0 } }, { fields: ['id'], limit: 1 })).length > 0,
  }
}
