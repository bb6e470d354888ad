import { type Attempt, type CheckRun, type Job, taskRequestOf } from '@aiigo/storage'
import type { CheckRunWork } from './check.type.js'

/** A run of a check with its job, as its node sees it. */
export function toCheckRunType(run: CheckRun, attempt: Attempt, job: Job): CheckRunWork {
  return {
    id: run.id,
    jobId: job.id,
    taskId: job.taskId,
    nodeId: run.nodeId,
    attempt: attempt.number ?? 0,
    dueAt: run.dueAt,
    taskRequest: taskRequestOf(job),
    spec: run.state === 'ASSIGNED' ? job.spec : null,
  }
}
