import type { IndexedTask } from '@aiigo/chain'
import { because, type Job } from '@aiigo/storage'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { catchUp } from './catchUp.js'
import { type Following, followTask } from './followTask.js'

/**
 * Announces the end of a job that our own transaction has settled, once the subgraph shows it too: the contract is not
 * asked again. The end is provisional until its confirmations, as every other.
 * @param head the chain's
 * @returns false when the job was not settled by us, or the record has moved by a later block
 */
export async function followOwnEnd(deps: WorkerDeps, job: Job, indexed: IndexedTask, head: number): Promise<boolean> {
  const isOurs = job.state === 'VERIFYING' && job.endedBlock != null && job.endedBlock <= head
  if (!isOurs || indexed.state !== 'SETTLED' || indexed.attempt !== job.attempts) return false
  const { attempt, node } = indexed
  const since = new Date()
  const task: TaskOnChain = { state: 'SETTLED', attempt, since, ruling: null, nodeId: node?.id ?? null, result: null }
  const decide: Following['decide'] = (view, open) => catchUp(view, open, task)
  const follow = () => followTask(deps, job.id, task, { decide, readBlock: head })
  return (await because({ transaction: job.endTransaction ?? null }, follow)) !== null
}
