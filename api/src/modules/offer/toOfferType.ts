import { jobTermsOf, ON_CHAIN_ATTEMPT_STATES } from '@aiigo/domain'
import { type Attempt, type Job, taskRequestOf } from '@aiigo/storage'
import { sha256OfText } from '../job/sha256OfText.js'
import type { Offer } from './offer.type.js'

/** An attempt with its job, as its provider sees them. */
export function toOfferType(attempt: Attempt, job: Job): Offer {
  const { assignedAt, extension } = attempt.onChain ?? {}
  const addedSeconds = assignedAt && extension ? extension.dueAt - assignedAt - job.workSeconds : 0
  return {
    id: attempt.id,
    jobId: job.id,
    taskId: job.taskId,
    nodeId: attempt.nodeId,
    state: attempt.state,
    // Until it is accepted the number is what the chain would give it next.
    attempt: attempt.number ?? job.attempts + 1,
    rate: attempt.rate,
    token: job.token,
    expiresAt: attempt.expiresAt,
    dueAt: attempt.number !== null && attempt.number === job.attempts ? (job.dueAt ?? null) : null,
    addedSeconds,
    addedUsage: BigInt(extension?.addedUsage ?? 0),
    addedBudget: BigInt(extension?.addedBudget ?? 0),
    taskRequest: taskRequestOf(job),
    terms: jobTermsOf(job.spec, sha256OfText),
    spec: isAtWork(attempt) ? job.spec : null,
    stopRequestedAt: job.stopRequestedAt ?? null,
    specHash: job.specHash,
  }
}

/** Whether the node works on the job: before and afterwards the offer has its terms alone. */
function isAtWork({ number, state }: Attempt): boolean {
  return number !== null && ON_CHAIN_ATTEMPT_STATES.includes(state)
}
