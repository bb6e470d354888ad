import { setTimeout as sleep } from 'node:timers/promises'
import { type Assignment, assignmentOf, type IndexedTask, type Submission, submissionOf } from '@aiigo/chain'
import { RetryableError } from '@aiigo/domain'
import type { Hex } from 'viem'
import type { WorkerDeps } from '../WorkerDeps.js'
import type { TaskOnChain } from './TaskOnChain.js'

type Deps = Pick<WorkerDeps, 'marketplace' | 'tasks'>

/** How long an effect of a moment ago may take to be indexed. */
const INDEXING_MS = 5_000
const POLL_MS = 100

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

/** A task as the contract keeps it, with the subgraph's values of the same state. */
export async function withDetails(deps: Deps, taskId: Hex, task: TaskOnChain): Promise<TaskOnChain> {
  const indexed = await deps.tasks.find(taskId)
  if (!indexed || indexed.attempt !== task.attempt) return task
  switch (task.state) {
    case 'ASSIGNED': {
      const assignment = await confirmedAssignment(deps, indexed)
      return assignment ? { ...task, nodeId: assignment.nodeId } : task
    }
    case 'SUBMITTED':
    case 'DISPUTED': {
      const submission = await confirmedSubmission(deps, indexed)
      const { usage } = indexed
      if (!submission || usage === null) return task
      const { nodeId, cost, resultHash } = submission
      const settleAfter = new Date(submission.settleAfter * 1000)
      return { ...task, nodeId, result: { usage, cost, resultHash, settleAfter } }
    }
    case 'SETTLED':
    case 'RESOLVED':
      return { ...task, nodeId: indexed.node?.id ?? null }
    default:
      return task
  }
}

/**
 * The values that a call about an assigned task passes back. @throws RetryableError while the subgraph does not know it
 */
export function assignmentToPass(deps: Deps, taskId: Hex): Promise<Assignment> {
  return eventually(deps, taskId, 'assignment', (task) => confirmedAssignment(deps, task))
}

/**
 * The values that a call about a delivered task passes back. @throws RetryableError while the subgraph does not know it
 */
export function submissionToPass(deps: Deps, taskId: Hex): Promise<Submission> {
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
