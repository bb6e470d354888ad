import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { JobSpecDocument } from '@aiigo/client'
import { parseJobSpec, taskRequestCodec } from '@aiigo/domain'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import type { FundableJob } from './Buyer.js'
import { requestDifferences } from './requestDifferences.js'

/** A job of the wallet that was handed in earlier, whose request is worked out again from its specification. */
export async function submittedJob(jobId: string, connection: Connection, call: CallOptions): Promise<FundableJob> {
  const { client, chainId, contracts, reader, signer } = connection
  const marketplace = contracts.taskMarketplace
  const [{ job }, rules, feeBps] = await Promise.all([
    client.execute(JobSpecDocument, { id: jobId }, call),
    connection.platform(call),
    reader.readContract({ address: marketplace, abi: taskMarketplaceAbi, functionName: 'feeBps' }),
  ])
  if (!job?.spec || !job.taskRequest) {
    throw sdkError('JOB_UNKNOWN', `expected the id of one of the caller's jobs, got ${jobId}`)
  }
  const spec = parseJobSpec(job.spec)
  const request = taskRequestCodec.fromJson(job.taskRequest)
  const now = Math.floor(client.now() / 1_000)
  const buyer = signer.address
  const token = connection.token(spec.budget.token)
  const differences = requestDifferences(request, { jobId, buyer, spec, token, feeBps, rules, now })
  if (differences.length > 0)
    throw sdkError('FUNDING_MISMATCH', `not paying for job ${jobId}:\n${differences.join('\n')}`)
  return { jobId, taskId: taskIdOf(marketplaceDomain(chainId, marketplace), request), request }
}
