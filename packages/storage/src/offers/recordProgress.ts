import type { EntityManager } from '../db/createStorage.js'
import { Attempt } from './Attempt.js'

/** Records what a node says of its work; without effect on an attempt that is not EXECUTING. */
export async function recordProgress(
  em: EntityManager,
  id: string,
  progress: NonNullable<Attempt['progress']>,
): Promise<void> {
  await em.nativeUpdate(Attempt, { id, state: 'EXECUTING' }, { progress })
}
