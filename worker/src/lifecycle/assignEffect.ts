import { effectId } from '@aiigo/domain'
import { type Attempt, type Job, taskRequestOf } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Effect } from '../chain/createChainWriter.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** The transaction that assigns a job to an attempt's node; null for an attempt that was not accepted. */
export function assignEffect(
  { marketplace }: Pick<WorkerDeps, 'marketplace'>,
  job: Job,
  { id, nodeId, rate, number, acceptance }: Attempt,
): Effect | null {
  if (!acceptance || number == null) return null
  const { expiry, signature } = acceptance
  const call = marketplace.calls.assign(taskRequestOf(job), { nodeId: nodeId as Hex, rate, expiry }, signature)
  return { id: effectId('chain', 'assign', id), kind: 'assign', subject: job.taskId, call }
}
