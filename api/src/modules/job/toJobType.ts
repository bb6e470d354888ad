import { type Job, taskRequestOf } from '@aiigo/storage'
import type { JobResult, Job as JobType } from './job.type.js'

/** A stored job as the API shows it. */
export function toJobType(job: Job): JobType {
  return {
    id: job.id,
    buyer: job.buyer,
    name: job.name,
    state: job.state,
    resourceType: job.resourceType,
    spec: job.spec,
    specHash: job.specHash,
    token: job.token,
    budget: job.budget,
    maxRate: job.maxRate,
    maxUsage: job.maxUsage,
    units: job.units,
    taskRequest: taskRequestOf(job),
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
    result: toJobResultType(job),
    fundingSigned: Boolean(job.fundingSignature),
    approved: Boolean(job.approval),
    disputeReason: job.disputeReason ?? null,
    reasonCode: job.reasonCode ?? null,
    reason: job.reason ?? null,
    refunded: job.refunded,
    groupId: job.groupId ?? null,
    groupKey: job.groupKey ?? null,
    groupElement: job.element ?? null,
    endedBlock: job.endedBlock ?? null,
    stopRequestedAt: job.stopRequestedAt ?? null,
    final: job.final,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
  }
}

function toJobResultType({ result, attempts, nodeId }: Job): JobResult | null {
  return result
    ? { ...result, attempt: attempts, nodeId: nodeId ?? null, resultHash: `0x${result.manifestSha256}` }
    : null
}
