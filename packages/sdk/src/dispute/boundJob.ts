import { marketplaceDomain, taskIdOf } from '@aiigo/chain'
import {
  bytes32ToJobId,
  type JobSpec,
  parseJobSpec,
  specHashOf,
  type TaskRequest,
  taskRequestCodec,
} from '@aiigo/domain'
import type { Hex } from 'viem'
import type { Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import { sha256OfText } from '../sha256.js'

/** A job of somebody's with its specification, which its task on chain binds. */
export interface BoundJob {
  readonly spec: JobSpec
  readonly request: TaskRequest
  readonly taskId: Hex
}

/**
 * The specification of a job as its task binds it: what the platform shows is worked out again. The key and the
 * recipient of the files follow from it.
 * @param taskId of the task, where it is known
 * @throws NotRetryableError `CASE_MISMATCH`
 */
export function boundJob(
  { chainId, contracts }: Connection,
  job: { readonly id: string; readonly spec: unknown; readonly taskRequest: unknown },
  taskId: Hex | null,
): BoundJob {
  const spec = parseJobSpec(job.spec)
  const request = taskRequestCodec.fromJson(job.taskRequest as Parameters<typeof taskRequestCodec.fromJson>[0])
  const bound = taskIdOf(marketplaceDomain(chainId, contracts.taskMarketplace), request)
  const stands =
    specHashOf(spec, sha256OfText) === request.specHash &&
    bytes32ToJobId(request.jobId).jobId === job.id &&
    (taskId === null || bound === taskId)
  if (stands) return { spec, request, taskId: bound }
  throw sdkError('CASE_MISMATCH', `the API shows a specification of job ${job.id} that its task does not bind`)
}
