import { RetryableError, type TaskState } from '@aiigo/domain'
import { openTroubles } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Whether an end of a task may be told: the subgraph shows it, so that the API answers for it, or it is known not to be
 * well. A subgraph that is only some blocks behind is waited for; `chain-sync` looks at the task again when it has got
 * so far, and the deadline sweep when its trouble is recorded.
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
