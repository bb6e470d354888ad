import { type Attempt, because, type Job } from '@aiigo/storage'
import type { Mined } from '../chain/createChainWriter.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { taskInReceipt } from '../chain/taskInReceipt.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { catchUp, type JobView } from './catchUp.js'
import { followTask } from './followTask.js'
import { syncJob } from './syncJob.js'

/**
 * Moves a job's record by what our own transaction did to its task, without waiting for the subgraph. The step is
 * provisional as every other: the reconcile loop looks at the transaction until it is final. A settlement is noted
 * only: the end of a job is announced when the subgraph has it.
 * @param attempt whose step the transaction was; null: the funding
 */
export async function followMined(deps: WorkerDeps, job: Job, attempt: Attempt | null, mined: Mined): Promise<void> {
  const at = await deps.marketplace.timeOf(mined.blockHash)
  const found = taskInReceipt(mined, { at, address: deps.marketplace.address }, job, attempt)
  if (!found) {
    await syncJob(deps, job.id)
    return
  }
  const { task, values } = found
  const readBlock = Number(mined.block)
  const end = { endedBlock: readBlock, endTransaction: mined.hash }
  const standing = await because({ transaction: mined.hash }, () =>
    followTask(deps, job.id, task, {
      decide: (view, open) => (isNews(task, view) ? catchUp(view, open, task) : []),
      facts: ({ state }) => (task.state === 'SETTLED' && state === 'VERIFYING' ? end : {}),
      ...{ values, valuesNeedSteps: true, readBlock },
    }),
  )
  // The record is of a later block, which the chain may have lost.
  if (!standing) await syncJob(deps, job.id)
}

/** A transaction of earlier, asked for again: the job has moved on since, by itself or with the chain. */
function isNews(task: TaskOnChain, { state, settleAfter }: JobView): boolean {
  switch (task.state) {
    case 'FUNDED':
      return state === 'SUBMITTED'
    case 'ASSIGNED':
      return state === 'MATCHED'
    case 'SUBMITTED':
      return settleAfter === null
    default:
      return false
  }
}
