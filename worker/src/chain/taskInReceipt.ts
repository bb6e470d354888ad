import { taskMarketplaceAbi } from '@aiigo/chain'
import type { Attempt, Job } from '@aiigo/storage'
import { type Hex, parseEventLogs } from 'viem'
import type { Mined } from './createChainWriter.js'
import { NO_VALUES, type TaskValues } from './knownTask.js'
import type { TaskOnChain } from './TaskOnChain.js'

/** A task as the transaction left it that moved it. */
export interface TaskInReceipt {
  task: TaskOnChain
  /** Values of the events that the contract takes back with the next call. */
  values: TaskValues
}

/** Bits of the event's `funding` that the contract keeps as the task's terms. */
const TERMS_BITS = 48

/**
 * Reads from our own transaction how far a task has got, without waiting for the subgraph.
 * @param at time of the transaction's block
 * @param address the marketplace's
 * @param attempt whose step the transaction was; null: the funding, before any attempt
 * @returns null when it has no event about the attempt
 */
export function taskInReceipt(
  { logs }: Mined,
  { at, address }: { at: Date; address: string },
  job: Pick<Job, 'taskId' | 'windowSeconds'>,
  attempt: Pick<Attempt, 'number' | 'nodeId' | 'onChain'> | null,
): TaskInReceipt | null {
  const events = parseEventLogs({
    abi: taskMarketplaceAbi,
    logs: logs.filter((log) => log.address.toLowerCase() === address.toLowerCase()),
    eventName: ['TaskFunded', 'TaskAssigned', 'TaskSubmitted', 'TaskSettled'],
  })
  const event = events.filter(({ args }) => args.taskId === job.taskId).at(-1)
  if (!event) return null
  const task = { since: at, ruling: null, result: null }
  if (event.eventName === 'TaskFunded') {
    const terms = Number(BigInt.asUintN(TERMS_BITS, event.args.funding))
    return { task: { ...task, state: 'FUNDED', attempt: 0, nodeId: null }, values: { ...NO_VALUES, terms } }
  }
  if (attempt?.number == null) return null
  const { number, nodeId, onChain } = attempt
  const ofAttempt = { ...task, attempt: number, nodeId }
  const now = Math.floor(at.getTime() / 1000)
  switch (event.eventName) {
    case 'TaskAssigned': {
      const { attempt: assigned, nodeId: node, unitsPerSecond } = event.args
      if (assigned !== number || node !== (nodeId as Hex)) return null
      return {
        task: { ...ofAttempt, state: 'ASSIGNED' },
        values: { ...NO_VALUES, onChain: { assignedAt: now, unitsPerSecond } },
      }
    }
    case 'TaskSubmitted': {
      if (!onChain) return null
      const { usage, cost, resultHash } = event.args
      const settleAfter = now + job.windowSeconds
      const result = { usage, cost, resultHash, settleAfter: new Date(settleAfter * 1000) }
      return {
        task: { ...ofAttempt, state: 'SUBMITTED', result },
        values: { ...NO_VALUES, onChain: { ...onChain, result: { cost: String(cost), resultHash, settleAfter } } },
      }
    }
    case 'TaskSettled':
      return { task: { ...ofAttempt, state: 'SETTLED' }, values: NO_VALUES }
  }
}
