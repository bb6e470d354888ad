import { isDeepStrictEqual } from 'node:util'
import type { IndexedTask } from '@aiigo/chain'
import { Attempt, type EntityManager, Job } from '@aiigo/storage'
import { recordedExtension } from '../chain/knownTask.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { catchUp } from './catchUp.js'
import { attemptThatCounts, viewOfAttempt, viewOfJob } from './followTask.js'

/**
 * Which jobs' records differ from what the subgraph shows of their tasks. Steps that our own transactions made are in
 * the record already, so most are not among them, and cost no look at the chain. Nor is a job whose record was moved by
 * a later block than the one that the subgraph is at: it is `ahead`, and looked at when the subgraph has got that far.
 * @param head block that the tasks were read at
 * @returns the jobs, and the tasks of all jobs by the job's id
 */
export async function jobsBehind(
  em: EntityManager,
  tasks: readonly IndexedTask[],
  head: number,
): Promise<{ behind: Job[]; ahead: Job[]; indexed: ReadonlyMap<string, IndexedTask> }> {
  const byTask = new Map(tasks.map((task) => [task.id.toLowerCase(), task]))
  const jobs = await em.find(Job, { taskId: { $in: [...byTask.keys()] } })
  const attempts = await em.find(Attempt, { jobId: { $in: jobs.map(({ id }) => id) }, endedAt: null })
  const byJob = Map.groupBy(attempts, ({ jobId }) => jobId)
  const indexed = new Map<string, IndexedTask>()
  const behind: Job[] = []
  const ahead: Job[] = []
  for (const job of jobs) {
    const task = byTask.get(job.taskId)
    if (!task) continue
    indexed.set(job.id, task)
    const attempt = attemptThatCounts(byJob.get(job.id) ?? [])
    if (!agrees(job, attempt, task)) ((job.readBlock ?? 0) > head ? ahead : behind).push(job)
  }
  return { behind, ahead, indexed }
}

/** Whether the record needs no step and lacks no value. */
function agrees(job: Job, attempt: Attempt | null, indexed: IndexedTask): boolean {
  const task = taskOf(indexed)
  if (!task || job.terms !== indexed.terms) return false
  const isRunning = task.state === 'ASSIGNED' || task.state === 'SUBMITTED'
  if (isRunning && (!attempt?.onChain || attempt.number !== task.attempt)) return false
  if (isRunning && !isDeepStrictEqual(attempt?.onChain?.extension ?? null, recordedExtension(indexed))) return false
  if (task.state === 'SUBMITTED' && attempt?.onChain?.result?.settleAfter !== indexed.settleAfter) return false
  return catchUp(viewOfJob(job, false), attempt && viewOfAttempt(attempt), task).length === 0
}

/** The task as the contract would show it; null where the subgraph does not have what that takes. */
function taskOf({ state, attempt, node, ...indexed }: IndexedTask): TaskOnChain | null {
  const { assignedAt, settleAfter, windowSeconds, usage, cost, resultHash } = indexed
  const task = { state, attempt, ruling: null, nodeId: node?.id ?? null, result: null }
  const at = (seconds: number): Date => new Date(seconds * 1000)
  const extension = recordedExtension({ state, attempt, node, ...indexed })
  const extendedTo = extension && at(extension.dueAt)
  if (state === 'ASSIGNED' && assignedAt !== null) return { ...task, since: at(assignedAt), extendedTo }
  if (state === 'SUBMITTED' && settleAfter !== null && usage !== null && cost !== null && resultHash !== null) {
    const result = { usage, cost, resultHash, settleAfter: at(settleAfter) }
    return { ...task, since: at(settleAfter - windowSeconds), result }
  }
  if (state === 'FUNDED' && attempt === 0) return { ...task, since: at(0) }
  return null
}
