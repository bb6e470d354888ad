import type { Assignment } from '@aiigo/chain'
import { idle } from '@aiigo/domain'
import type { ChainTask, Offer, Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import { retry } from '../waiting/retry.js'

/** How long a chain node, or the subgraph, may lag behind what the platform has seen already. */
const LAG_MS = 10_000

export interface VerifyDeps {
  readonly provider: Pick<Provider, 'assignment' | 'task' | 'isAssigned'>
  readonly log: Logger
  readonly signal: AbortSignal
  readonly lagMs?: number
}

/**
 * Reads the chain before any work is done: without an assignment on chain the work is not paid. The platform provides
 * the assignment's values, and the contract, which keeps a commitment to them, confirms them.
 * @returns the assignment when the task is assigned to this node in this attempt; else the reason why it is not ours to
 * run.
 */
export async function verifyAssignment(
  offer: Pick<Offer, 'taskId' | 'nodeId' | 'attempt'>,
  { provider, log, signal, lagMs = LAG_MS }: VerifyDeps,
): Promise<{ assignment: Assignment } | { reason: string }> {
  const until = Date.now() + lagMs
  for (;;) {
    const task = await retry(() => provider.task(offer.taskId), { what: 'reading the task', log, signal })
    const ours = task.state === 'ASSIGNED' && task.attempt === offer.attempt
    const indexed = ours
      ? await retry(() => provider.assignment(offer.taskId), { what: 'reading the assignment', log, signal })
      : null
    const current = indexed?.attempt === offer.attempt ? indexed : null
    if (current && current.nodeId !== offer.nodeId) return { reason: reasonOf(offer, task, current.nodeId) }
    if (current && (await provider.isAssigned(offer.taskId, current))) return { assignment: current }
    // The attempt number only grows and later states never lead back to this attempt: only an older state is worth a
    // wait.
    const older = ours || task.attempt < offer.attempt || task.state === null
    if (!older || Date.now() > until) return { reason: reasonOf(offer, task, 'a node not known yet') }
    await idle(250, signal)
    signal.throwIfAborted()
  }
}

function reasonOf(
  { taskId, nodeId, attempt }: Pick<Offer, 'taskId' | 'nodeId' | 'attempt'>,
  task: ChainTask,
  has: string,
) {
  return `expected task ${taskId} ASSIGNED to ${nodeId} in attempt ${attempt}, the chain says ${task.state ?? 'unknown'}, ${has}, attempt ${task.attempt}`
}
