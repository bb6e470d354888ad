import { RetryableError, type TaskState } from '@aiigo/domain'
import { openTroubles } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Whether an end of a task may be announced: the subgraph has indexed the end, so the API answers with it, or a
 * trouble of the subgraph is recorded. While the subgraph is only some blocks behind, the job waits. `chain-sync` reads
 * the task again when the subgraph has indexed the block, and the deadline sweep when a trouble is recorded.
 */
export async function isEndIndexed(
  { tasks, storage }: Pick<WorkerDeps, 'tasks' | 'storage'>,
  taskId: Hex,
  end: TaskState,
): Promise<boolean> {
  try {
    const indexed = await tasks.find(taskId)
    if (indexed?.state === end) return true
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error
  }
  const troubles = await openTroubles(storage.fork())
  return troubles.some(({ part }) => part === 'SUBGRAPH' || part === 'FOLLOWER')
}
