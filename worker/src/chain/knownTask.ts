import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Assignment,
  assignmentOf,
  extensionOf,
  type IndexedTask,
  type Submission,
  submissionOf,
} from '@aiigo/chain'
import { RetryableError } from '@aiigo/domain'
import type { Attempt, AttemptExtension, AttemptOnChain, Job } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { WorkerDeps } from '../WorkerDeps.js'
import { extendedTo } from './dueOf.js'
import { recordedAssignment, recordedSubmission } from './recordedValues.js'
import type { TaskOnChain } from './TaskOnChain.js'

type Deps = Pick<WorkerDeps, 'marketplace' | 'tasks'>

/** How long an effect of a moment ago may take to be indexed. */
const INDEXING_MS = 5_000
const POLL_MS = 100

/** Values of events that the contract keeps a commitment to. */
export interface TaskValues {
  /** Null while they are not known. */
  terms: number | null
  /** Of the task's present attempt; null while they are not known. */
  onChain: AttemptOnChain | null
}

export const NO_VALUES: TaskValues = { terms: null, onChain: null }

/** A task with the values of its events. */
export interface DetailedTask {
  task: TaskOnChain
  values: TaskValues
}

/**
 * The contract keeps a commitment only; the values come from the subgraph, and the contract confirms that they are the
 * ones.
 */
async function confirmedAssignment({ marketplace }: Deps, task: IndexedTask): Promise<Assignment | null> {
  const assignment = assignmentOf(task)
  return assignment && (await marketplace.isAssigned(task.id, assignment)) ? assignment : null
}

async function confirmedSubmission({ marketplace }: Deps, task: IndexedTask): Promise<Submission | null> {
  const submission = submissionOf(task)
  return submission && (await marketplace.isSubmitted(task.id, submission)) ? submission : null
}

/** The extension of a task's current attempt as an attempt's record has it; null where there is none. */
export function recordedExtension(indexed: IndexedTask): AttemptExtension | null {
  const extension = extensionOf(indexed)
  if (!extension) return null
  const { dueAt, addedUsage, addedBudget } = extension
  return { dueAt, addedUsage: String(addedUsage), addedBudget: String(addedBudget) }
}

/** A task as the contract keeps it, with the subgraph's values of the same state. */
export async function withDetails(deps: Deps, task: TaskOnChain, indexed: IndexedTask): Promise<DetailedTask> {
  const values: TaskValues = { terms: indexed.terms, onChain: null }
  if (indexed.attempt !== task.attempt) return { task, values }
  const extension = recordedExtension(indexed)
  const added = extension ? { extension } : {}
  switch (task.state) {
    case 'ASSIGNED': {
      const assignment = await confirmedAssignment(deps, indexed)
      if (!assignment) return { task, values }
      const { nodeId, assignedAt, unitsPerSecond } = assignment
      const onChain = { assignedAt, unitsPerSecond, ...added }
      return { task: { ...task, nodeId, extendedTo: extendedTo({ onChain }) }, values: { ...values, onChain } }
    }
    case 'SUBMITTED':
    case 'DISPUTED': {
      const submission = await confirmedSubmission(deps, indexed)
      const { usage, assignedAt, unitsPerSecond } = indexed
      if (!submission || usage === null) return { task, values }
      const { nodeId, cost, resultHash } = submission
      const settleAfter = new Date(submission.settleAfter * 1000)
      const result = { cost: String(cost), resultHash, settleAfter: submission.settleAfter }
      const known = assignedAt !== null && unitsPerSecond !== null
      return {
        task: { ...task, nodeId, result: { usage, cost, resultHash, settleAfter } },
        values: { ...values, onChain: known ? { assignedAt, unitsPerSecond, ...added, result } : null },
      }
    }
    case 'SETTLED':
    case 'RESOLVED':
      return { task: { ...task, nodeId: indexed.node?.id ?? null }, values }
    default:
      return { task, values }
  }
}

/**
 * The values that a call about an assigned task passes back: those of the record, when the contract confirms them, else
 * the subgraph's. @throws RetryableError while neither is what the contract has
 */
export async function assignmentToPass(deps: Deps, job: Job, attempt: Attempt | null): Promise<Assignment> {
  const taskId = job.taskId as Hex
  const recorded = attempt && recordedAssignment(job, attempt)
  if (recorded && (await deps.marketplace.isAssigned(taskId, recorded))) return recorded
  return eventually(deps, taskId, 'assignment', (task) => confirmedAssignment(deps, task))
}

/**
 * The values that a call about a delivered task passes back, as `assignmentToPass`.
 * @throws RetryableError while neither record nor subgraph has what the contract has
 */
export async function submissionToPass(deps: Deps, job: Job, attempt: Attempt | null): Promise<Submission> {
  const taskId = job.taskId as Hex
  const recorded = attempt && recordedSubmission(job, attempt)
  if (recorded && (await deps.marketplace.isSubmitted(taskId, recorded))) return recorded
  return eventually(deps, taskId, 'result', (task) => confirmedSubmission(deps, task))
}

async function eventually<T>(
  { tasks }: Deps,
  taskId: Hex,
  what: string,
  read: (task: IndexedTask) => Promise<T | null>,
): Promise<T> {
  for (const end = Date.now() + INDEXING_MS; ; await sleep(POLL_MS)) {
    const indexed = await tasks.find(taskId)
    const found = indexed && (await read(indexed))
    if (found) return found
    if (Date.now() >= end) {
      throw new RetryableError(
        'SUBGRAPH_BEHIND',
        `expected the ${what} of task ${taskId} in the subgraph as the contract has it; it is not there yet`,
      )
    }
  }
}
