import { RetryableError } from '@aiigo/domain'
import { Job } from '@aiigo/storage'
import type { Hex } from 'viem'
import { withDetails } from '../chain/knownTask.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { catchUp } from './catchUp.js'
import { followTask, type Standing } from './followTask.js'

/**
 * Reads a job's task from the chain and moves our record to where the task is. Running it again changes nothing.
 * @returns null when there is no such job
 */
export async function syncJob(deps: WorkerDeps, jobId: string): Promise<Standing | null> {
  const known = await deps.storage.fork().findOne(Job, { id: jobId })
  if (!known) return null
  const task = await readTask(deps, known)
  return followTask(deps, jobId, task, (job, attempt) => catchUp(job, attempt, task))
}

/**
 * The task as the contract keeps it, completed by the subgraph where catching up needs more than that. A subgraph that
 * is behind, or away, only delays the step that needs it: the step is taken when `chain-sync` hears of the task, or at
 * the job's next deadline.
 */
async function readTask(deps: WorkerDeps, job: Job): Promise<TaskOnChain> {
  const taskId = job.taskId as Hex
  const task = await deps.marketplace.task(taskId)
  const delivered = task.state === 'SUBMITTED' || task.state === 'DISPUTED'
  const needed = (task.attempt > 0 && job.state === 'MATCHED') || (delivered && !job.settleAfter)
  if (!needed) return task
  try {
    return await withDetails(deps, taskId, task)
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error
    deps.log.warn({ err: error, jobId: job.id }, 'the subgraph could not be asked about a task')
    return task
  }
}
