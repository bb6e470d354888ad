import type { EntityManager } from '../db/createStorage.js'
import { Attempt } from '../offers/Attempt.js'
import { Transition } from './Transition.js'

/**
 * The latest moves of a job and its attempts, the oldest of them first.
 * @param provider only the job's own, and those of this provider's attempts; null: all
 */
export async function transitionsOf(
  em: EntityManager,
  jobId: string,
  provider: string | null,
  limit: number,
): Promise<Transition[]> {
  const own = provider === null ? [] : await em.find(Attempt, { jobId, provider }, { fields: ['id'] })
  const visible = { $or: [{ attemptId: null }, { attemptId: { $in: own.map(({ id }) => id) } }] }
  const where = { jobId, ...(provider === null ? {} : visible) }
  return (await em.find(Transition, where, { orderBy: { seq: 'desc' }, limit })).reverse()
}
