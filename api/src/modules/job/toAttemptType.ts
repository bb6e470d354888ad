import type { Attempt } from '@aiigo/storage'
import type { Attempt as AttemptType } from './job.type.js'

/** A stored attempt as the API shows it. */
export function toAttemptType(attempt: Attempt): AttemptType {
  const { id, nodeId, provider, state, score, offeredAt, expiresAt } = attempt
  return {
    id,
    nodeId,
    provider,
    state,
    score,
    offeredAt,
    expiresAt,
    number: attempt.number ?? null,
    rate: attempt.rate,
    reason: attempt.reason ?? null,
    endedAt: attempt.endedAt ?? null,
  }
}
