import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { SubmitJobDocument, succeed } from '@aiigo/client'
import { type JobSpec, taskRequestCodec } from '@aiigo/domain'
import type { Connection } from '../connect/Connection.js'
import { differencesFrom } from '../connect/prepared.js'
import { sdkError } from '../errors.js'
import type { SubmitOptions, SubmittedJob, UploadedJob } from './Buyer.js'
import { fundingOf } from './funding.js'
import { requestDifferences } from './requestDifferences.js'

/** @throws NotRetryableError `SEALED_KEY_MISSING` where the platform would have nothing to release to a node */
function keyedSpec(job: UploadedJob | JobSpec): UploadedJob {
  const { spec, sealedKey } = 'spec' in job ? job : { spec: job, sealedKey: null }
  if (spec.files.privacy === 'platform' && sealedKey === null) {
    const text = 'expected the job as `upload` returned it, { spec, sealedKey }; got the specification without the key'
    throw sdkError('SEALED_KEY_MISSING', text)
  }
  return { spec, sealedKey }
}

/** Hands in a job and compares everything that comes back with what was asked for. */
export async function submitJob(
  uploaded: UploadedJob | JobSpec,
  connection: Connection,
  { clientRequestId = crypto.randomUUID(), waitForNode = false, ...call }: SubmitOptions,
): Promise<SubmittedJob> {
  const { spec, sealedKey } = keyedSpec(uploaded)
  const { client, chainId, contracts, reader, signer } = connection
  const token = connection.token(spec.budget.token)
  const marketplace = contracts.taskMarketplace
  const [rules, feeBps] = await Promise.all([
    connection.platform(call),
    reader.readContract({ address: marketplace, abi: taskMarketplaceAbi, functionName: 'feeBps' }),
  ])
  const input = { clientRequestId, spec, waitForNode, ...(sealedKey ? { sealedKey } : {}) }
  const { submitJob: payload } = await client.execute(SubmitJobDocument, { input }, { ...call, idempotent: true })
  const { job, taskId, taskRequest, funding } = succeed(payload)
  if (!job || !taskId || !taskRequest || !funding)
    throw new Error('expected a job and its funding, or userErrors; got neither')

  const request = taskRequestCodec.fromJson(taskRequest)
  const now = Math.floor(client.now() / 1_000)
  const buyer = signer.address
  const differences = [
    ...requestDifferences(request, { jobId: job.id, buyer, spec, token, feeBps, rules, now }),
    ...differencesFrom(fundingOf(request, contracts), funding).map((text) => `the transaction: ${text}`),
  ]
  const digest = taskIdOf(marketplaceDomain(chainId, marketplace), request)
  if (digest !== taskId) differences.push(`taskId: the request's digest is ${digest}, got ${taskId}`)
  if (differences.length > 0) {
    throw sdkError('FUNDING_MISMATCH', `not paying for job ${job.id}:\n${differences.join('\n')}`)
  }
  const warnings = payload.warnings.map(({ code, message }) => ({ code, message }))
  return { jobId: job.id, taskId, request, warnings }
}
