import type { Submission } from '@aiigo/chain'
import { effectId } from '@aiigo/domain'
import type { Job } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Effect } from '../chain/createChainWriter.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * The transaction that pays for a result that the buyer has approved.
 * @param submission the result as the chain has it
 */
export function approveEffect(
  { marketplace }: Pick<WorkerDeps, 'marketplace'>,
  job: Job,
  submission: Submission,
): Effect {
  const { taskId, approval } = job
  const call = marketplace.calls.approve(taskId as Hex, submission, approval?.signature as Hex)
  const id = effectId('chain', 'approve', taskId, String(submission.attempt))
  return { id, kind: 'approve', subject: taskId, call }
}
