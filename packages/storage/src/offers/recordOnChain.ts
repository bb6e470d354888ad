import { changeRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { Attempt } from './Attempt.js'
import type { AttemptOnChain } from './AttemptOnChain.js'

/** Records what the chain's events say of an attempt, so that any process can go on from it. */
export async function recordOnChain(em: EntityManager, attemptId: string, onChain: AttemptOnChain): Promise<void> {
  await changeRow(em, Attempt, { id: attemptId }, { onChain })
}
