import type { Attempt, Job } from '@aiigo/storage'
import type { Attempt as AttemptFields, Job as JobFields, JobResult } from './job.type.js'

/** A stored job as the API shows it. */
export function jobFields(job: Job): JobFields {
  return {
    id: job.id,
    buyer: job.buyer,
    name: job.name,
    state: job.state,
    resourceType: job.resourceType,
    spec: job.spec,
    specHash: job.specHash,
    token: job.token,
    budget: job.budget.toString(),
    maxRate: job.maxRate.toString(),
    maxUsage: job.maxUsage.toString(),
    units: job.units,
    taskRequest: job.request,
    taskId: job.taskId,
    attempts: job.attempts,
    maxAttempts: job.maxAttempts,
    fundBy: job.fundBy,
    assignBy: job.assignBy,
    workSeconds: job.workSeconds,
    windowSeconds: job.windowSeconds,
    nodeId: job.nodeId ?? null,
    dueAt: job.dueAt ?? null,
    settleAfter: job.settleAfter ?? null,
    result: resultFields(job),
    approved: Boolean(job.approval),
    disputeReason: job.disputeReason ?? null,
    reasonCode: job.reasonCode ?? null,
    reason: job.reason ?? null,
    refunded: job.refunded,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
  }
}

function resultFields({ result, attempts }: Job): JobResult | null {
  return result ? { ...result, attempt: attempts, resultHash: `0x${result.manifestSha256}` } : null
}

/** A stored attempt as the API shows it. */
export function attemptFields(attempt: Attempt): AttemptFields {
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
    rate: attempt.rate.toString(),
    reason: attempt.reason ?? null,
    endedAt: attempt.endedAt ?? null,
  }
}
