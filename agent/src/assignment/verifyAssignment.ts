import type { Logger } from '@aiigo/service'
import type { Offer } from '../api/AgentApi.js'
import type { ChainTask, NodeChain } from '../chain/createNodeChain.js'
import { pause } from '../waiting/pause.js'
import { retry } from '../waiting/retry.js'

/** How long a chain node may lag behind what the platform has seen already. */
const LAG_MS = 10_000

export interface VerifyDeps {
  readonly chain: Pick<NodeChain, 'task'>
  readonly log: Logger
  readonly signal: AbortSignal
  readonly lagMs?: number
}

/**
 * Looks at the chain before any work is done: without the assignment there, nobody pays.
 * @returns the task when it is assigned to this node in this attempt; else the reason why it is not ours to run.
 */
export async function verifyAssignment(
  offer: Pick<Offer, 'taskId' | 'nodeId' | 'attempt'>,
  { chain, log, signal, lagMs = LAG_MS }: VerifyDeps,
): Promise<{ task: ChainTask } | { reason: string }> {
  const until = Date.now() + lagMs
  for (;;) {
    const task = await retry(() => chain.task(offer.taskId), { what: 'reading the task', log, signal })
    if (task.state === 'ASSIGNED' && task.nodeId === offer.nodeId && task.attempt === offer.attempt) return { task }
    // The attempt number only grows and later states never lead back to this attempt: only an older state is worth a wait.
    const older = task.attempt < offer.attempt || task.state === null
    if (!older || Date.now() > until) {
      return {
        reason: `expected task ${offer.taskId} ASSIGNED to ${offer.nodeId} in attempt ${offer.attempt}, the chain says ${task.state ?? 'unknown'}, ${task.nodeId}, attempt ${task.attempt}`,
      }
    }
    await pause(250, signal)
    signal.throwIfAborted()
  }
}
