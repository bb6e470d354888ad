import type { CheckRunFieldsFragment, OfferFieldsFragment } from '@aiigo/client'
import { taskRequestCodec } from '@aiigo/domain'
import type { CheckWork, Offer } from './Provider.js'

const seconds = (moment: string): number => Math.floor(Date.parse(moment) / 1_000)

/** An offer as it comes from the API, with its amounts and times as numbers. */
export function offerOf(fields: OfferFieldsFragment): Offer {
  return {
    id: fields.id,
    jobId: fields.jobId,
    taskId: fields.taskId,
    nodeId: fields.nodeId,
    state: fields.state,
    attempt: fields.attempt,
    rate: BigInt(fields.rate),
    expiresAt: seconds(fields.expiresAt),
    dueAt: fields.dueAt === null ? null : seconds(fields.dueAt),
    addedSeconds: fields.addedSeconds,
    addedUsage: BigInt(fields.addedUsage),
    addedBudget: BigInt(fields.addedBudget),
    request: taskRequestCodec.fromJson(fields.taskRequest),
    terms: fields.terms,
    spec: fields.spec,
    checkpoint: fields.checkpoint,
    stopRequested: fields.stopRequestedAt !== null,
    needs: fields.needs,
  }
}

/** A re-run as it comes from the API. */
export function checkWorkOf(fields: CheckRunFieldsFragment): CheckWork {
  const { id, jobId, taskId, nodeId, attempt, spec, needs } = fields
  const request = taskRequestCodec.fromJson(fields.taskRequest)
  return { id, jobId, taskId, nodeId, attempt, dueAt: seconds(fields.dueAt), request, spec: spec ?? null, needs }
}
