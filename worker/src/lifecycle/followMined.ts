import type { Attempt, Job } from '@aiigo/storage'
import type { Mined } from '../chain/createChainWriter.js'
import { taskInReceipt } from '../chain/taskInReceipt.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { catchUp } from './catchUp.js'
import { followTask, type Standing } from './followTask.js'
import { syncJob } from './syncJob.js'

/**
 * Moves a job's record by what our own transaction did to its task, without waiting for the subgraph. The step is
 * provisional as every other: the reconcile loop looks at the transaction until it is final.
 */
export async function followMined(
  deps: WorkerDeps,
  job: Job,
  attempt: Attempt,
  mined: Mined,
): Promise<Standing | null> {
  const at = await deps.marketplace.timeOf(mined.blockHash)
  const found = taskInReceipt(mined, { at, address: deps.marketplace.address }, job, attempt)
  if (!found) return syncJob(deps, job.id)
  const { task, onChain } = found
  // A transaction of earlier, asked for again: the job has moved on since, by itself or with the chain.
  const isNews = (state: string, settleAfter: Date | null): boolean =>
    task.state === 'ASSIGNED' ? state === 'MATCHED' : settleAfter === null
  return followTask(deps, job.id, task, {
    decide: (view, open) => (isNews(view.state, view.settleAfter) ? catchUp(view, open, task) : []),
    values: { terms: null, onChain },
    ...{ valuesNeedSteps: true, readBlock: Number(mined.block) },
  })
}
