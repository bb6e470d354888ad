import { assignmentOf, type Deployment } from '@aiigo/chain'
import type { JobState } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import {
  type EntityManager,
  inTransaction,
  type Job,
  moveJob,
  type Storage,
  taskRequestOf,
  tellWaiting,
} from '@aiigo/storage'
import type { Hex } from 'viem'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { TaskLookup } from '../../chain/createTaskLookup.js'
import { STATE_CHANGED } from '../../graphql/lookAgain.js'
import type { CancelJobPayload, TransactionRequest } from './jobPayload.type.js'
import { cancelTransaction, expireOverdueTransaction, expireTransaction } from './jobTransactions.js'
import { toJobType } from './toJobType.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  findTask: TaskLookup
  now: () => number
}

/** States in which a task may be waiting on chain without anybody being asked to work at it. */
const CANCELLABLE: readonly JobState[] = ['SUBMITTED', 'QUEUED', 'FAILED', 'CANCELLED', 'TIMED_OUT']

/**
 * Ends a job without a deposit, and with it those that need it.
 * @returns null when it has left SUBMITTED
 */
export async function cancelUnfunded(em: EntityManager, { id }: Pick<Job, 'id'>): Promise<Job | null> {
  const moved = await moveJob(em, { id, state: 'SUBMITTED' }, 'CANCELLED', {
    reasonCode: 'CANCELLED_BY_BUYER',
    reason: 'cancelled by the buyer before it was funded',
  })
  if (moved) await tellWaiting(em, moved, queues.needs.name)
  return moved
}

/**
 * How the buyer takes a job back: at once while it is not funded, else by a transaction of the buyer's own, which the
 * platform prepares and does not send. Once a deadline of the task has passed, its deposit comes back whatever the
 * platform does: the chain alone decides that, so a job may be in any state here.
 */
export function createCancelJob({ storage, deployment, chain, findTask, now }: Deps) {
  const isPast = (seconds: number): boolean => Math.floor(now() / 1000) > seconds

  return async function cancelJob(job: Job): Promise<CancelJobPayload> {
    const refuse = (code: string, text: string): CancelJobPayload => ({
      job: toJobType(job),
      transaction: null,
      userErrors: [{ code, field: 'jobId', message: text }],
    })
    const offer = (transaction: TransactionRequest | null): CancelJobPayload => ({
      job: toJobType(job),
      transaction,
      userErrors: [],
    })
    const taskId = job.taskId as Hex
    // The database may be behind the chain, so the chain decides whether there is money to return.
    const onChain = await chain.taskState(taskId)
    switch (onChain) {
      case 'FUNDED': {
        const request = taskRequestOf(job)
        if (isPast(request.assignBy)) return offer(expireTransaction(deployment, request))
        if (CANCELLABLE.includes(job.state)) return offer(cancelTransaction(deployment, request))
        if (job.state !== 'MATCHED') break
        return refuse(
          'JOB_OFFERED',
          'expected a job that is not offered to a node right now; try again in some seconds',
        )
      }
      case 'ASSIGNED': {
        const task = await findTask(taskId)
        const assignment = task && assignmentOf(task)
        if (!assignment || !(await chain.isAssigned(taskId, assignment))) {
          const text = 'expected an assignment that is on chain and indexed; try again in some seconds'
          return refuse('NOT_INDEXED', text)
        }
        if (isPast(assignment.dueAt)) return offer(expireOverdueTransaction(deployment, taskId, assignment))
        const due = new Date(assignment.dueAt * 1000).toISOString()
        return refuse(
          'NOT_CANCELLABLE',
          `expected a job nobody works at; node ${assignment.nodeId} has it until ${due}`,
        )
      }
      case null: {
        if (job.state !== 'SUBMITTED') break
        const moved = await inTransaction(storage, (em) => cancelUnfunded(em, job))
        return moved
          ? { job: toJobType(moved), transaction: null, userErrors: [] }
          : refuse(STATE_CHANGED, 'the job moved on just now; look at it again')
      }
    }
    if (!CANCELLABLE.includes(job.state)) {
      return refuse('NOT_CANCELLABLE', `expected a job nobody works at, got one in state ${job.state}`)
    }
    if (onChain === null) return offer(null)
    const text = `expected a task that waits, or whose deadline has passed, got one that is ${onChain} on chain`
    return refuse('NOT_CANCELLABLE', text)
  }
}
