import { type Hex, jobIdToBytes32, RESOURCE_TYPES, type TaskRequest } from '@aiigo/domain'
import type { Job } from './Job.js'

type RequestColumns = Pick<
  Job,
  | 'buyer'
  | 'token'
  | 'budget'
  | 'maxRate'
  | 'maxUsage'
  | 'resourceType'
  | 'units'
  | 'workSeconds'
  | 'windowSeconds'
  | 'fundBy'
  | 'assignBy'
  | 'maxFeeBps'
  | 'matcher'
  | 'specHash'
>

/** The `TaskRequest` of a job, from its columns: the request is stored nowhere else. */
export function taskRequestOf(job: RequestColumns & { readonly id: string }): TaskRequest {
  const { budget, maxRate, maxUsage, units, workSeconds, windowSeconds, maxFeeBps } = job
  return {
    jobId: jobIdToBytes32(job.id),
    buyer: job.buyer as Hex,
    token: job.token as Hex,
    budget,
    maxRate,
    maxUsage,
    resourceType: RESOURCE_TYPES.indexOf(job.resourceType),
    units,
    workSeconds,
    windowSeconds,
    fundBy: Math.floor(job.fundBy.getTime() / 1000),
    assignBy: Math.floor(job.assignBy.getTime() / 1000),
    maxFeeBps,
    matcher: job.matcher as Hex,
    specHash: job.specHash as Hex,
  }
}

/** Inverse of `taskRequestOf`; addresses in lower case. */
export function taskRequestColumns(request: TaskRequest): RequestColumns {
  const { budget, maxRate, maxUsage, units, workSeconds, windowSeconds, maxFeeBps, specHash } = request
  const resourceType = RESOURCE_TYPES[request.resourceType]
  if (!resourceType) throw new RangeError(`expected an index into RESOURCE_TYPES, got ${request.resourceType}`)
  return {
    buyer: request.buyer.toLowerCase(),
    token: request.token.toLowerCase(),
    budget,
    maxRate,
    maxUsage,
    resourceType,
    units,
    workSeconds,
    windowSeconds,
    fundBy: new Date(request.fundBy * 1000),
    assignBy: new Date(request.assignBy * 1000),
    maxFeeBps,
    matcher: request.matcher.toLowerCase(),
    specHash,
  }
}
