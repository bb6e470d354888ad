import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { JobRequestDocument, JobToFundDocument } from '@aiigo/client'
import { parseJobSpec, type TaskRequest, taskRequestCodec } from '@aiigo/domain'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import type { FundableJob } from './Buyer.js'
import { readAtOnce } from './readAtOnce.js'
import { requestDifferences } from './requestDifferences.js'
import { unknownJob } from './unknownJob.js'

/** A job of the wallet that was handed in earlier, whose request is worked out again from its specification. */
export async function submittedJob(jobId: string, connection: Connection, call: CallOptions): Promise<FundableJob> {
  const { client, chainId, contracts, reader, signer } = connection
  const marketplace = contracts.taskMarketplace
  const [{ job }, rules, feeBps] = await Promise.all([
    client.execute(JobToFundDocument, { id: jobId }, call),
    connection.platform(call),
    reader.readContract({ address: marketplace, abi: taskMarketplaceAbi, functionName: 'feeBps' }),
  ])
  if (!job?.spec) throw unknownJob(jobId)
  const needs = await readAtOnce(job.needs, (id) => neededRequest(id, connection, call))
  const spec = parseJobSpec(job.spec)
  const request = taskRequestCodec.fromJson(job.taskRequest)
  const now = Math.floor(client.now() / 1_000)
  const buyer = signer.address
  const token = connection.token(spec.budget.token)
  const differences = requestDifferences(request, { jobId, buyer, spec, token, feeBps, rules, now, needs })
  if (differences.length > 0)
    throw sdkError('FUNDING_MISMATCH', `not paying for job ${jobId}:\n${differences.join('\n')}`)
  return { jobId, taskId: taskIdOf(marketplaceDomain(chainId, marketplace), request), request }
}

/** The request of a job that another one needs. */
export async function neededRequest(
  jobId: string,
  { client }: Pick<Connection, 'client'>,
  call: CallOptions,
): Promise<TaskRequest> {
  const { job } = await client.execute(JobRequestDocument, { id: jobId }, call)
  if (!job) throw sdkError('JOB_UNKNOWN', `expected the needed job ${jobId}, there is none`)
  return taskRequestCodec.fromJson(job.taskRequest)
}
