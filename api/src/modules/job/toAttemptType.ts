import type { Attempt } from '@aiigo/storage'
import type { Attempt as AttemptType } from './job.type.js'
import { toProgressType } from './toProgressType.js'

/**
 * A stored attempt as the API shows it.
 * @param nodeNames by the nodes' ids
 * @param viewer address
 */
export function toAttemptType(
  attempt: Attempt,
  job: { buyer: string; budget: bigint; maxUsage: bigint },
  nodeNames: ReadonlyMap<string, string>,
  viewer: string,
): AttemptType {
  const { id, nodeId, provider, state, score, offeredAt, expiresAt, progress } = attempt
  const extension = attempt.onChain?.extension
  return {
    id,
    nodeId,
    nodeName: nodeNames.get(nodeId) || null,
    provider,
    state,
    score,
    offeredAt,
    expiresAt,
    number: attempt.number ?? null,
    rate: attempt.rate,
    reason: attempt.reason ?? null,
    endedAt: attempt.endedAt ?? null,
    extension: extension
      ? {
          dueAt: new Date(extension.dueAt * 1_000),
          addedUsage: BigInt(extension.addedUsage),
          addedBudget: BigInt(extension.addedBudget),
        }
      : null,
    progress: progress ? toProgressType({ ...progress, attempt }, job, viewer) : null,
  }
}
