import { taskMarketplaceAbi } from '@aiigo/chain'
import type { Attempt, AttemptOnChain, Job } from '@aiigo/storage'
import { type Hex, parseEventLogs } from 'viem'
import type { Mined } from './createChainWriter.js'
import type { TaskOnChain } from './TaskOnChain.js'

/** A task as the transaction left it that moved it. */
export interface TaskInReceipt {
  task: TaskOnChain
  /** Values of the events that the contract takes back with the next call. */
  onChain: AttemptOnChain
}

/**
 * Reads from our own transaction how far an attempt has got, without waiting for the subgraph.
 * @param at time of the transaction's block
 * @param address the marketplace's
 * @param attempt whose step the transaction was
 * @returns null when it has no event about the attempt
 */
export function taskInReceipt(
  { logs }: Mined,
  { at, address }: { at: Date; address: string },
  job: Pick<Job, 'taskId' | 'windowSeconds'>,
  { number, nodeId, onChain }: Pick<Attempt, 'number' | 'nodeId' | 'onChain'>,
): TaskInReceipt | null {
  const events = parseEventLogs({
    abi: taskMarketplaceAbi,
    logs: logs.filter((log) => log.address.toLowerCase() === address.toLowerCase()),
    eventName: ['TaskAssigned', 'TaskSubmitted'],
  })
  const event = events.filter(({ args }) => args.taskId === job.taskId).at(-1)
  if (!event || number == null) return null
  const now = Math.floor(at.getTime() / 1000)
  const task = { attempt: number, since: at, ruling: null, nodeId }
  if (event.eventName === 'TaskAssigned') {
    const { attempt, nodeId: assigned, unitsPerSecond } = event.args
    if (attempt !== number || assigned !== (nodeId as Hex)) return null
    return { task: { ...task, state: 'ASSIGNED', result: null }, onChain: { assignedAt: now, unitsPerSecond } }
  }
  if (!onChain) return null
  const { usage, cost, resultHash } = event.args
  const settleAfter = now + job.windowSeconds
  return {
    task: {
      ...task,
      state: 'SUBMITTED',
      result: { usage, cost, resultHash, settleAfter: new Date(settleAfter * 1000) },
    },
    onChain: { ...onChain, result: { cost: String(cost), resultHash, settleAfter } },
  }
}
