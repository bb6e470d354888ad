import { createHash, randomUUID } from 'node:crypto'
import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { type Client, SubmitJobDocument, succeed } from '@aiigo/client'
import {
  canonicalJson,
  ETH_ADDRESS,
  type JobSpec,
  jobIdToBytes32,
  NotRetryableError,
  parseAmount,
  type TaskRequest,
  taskRequestCodec,
} from '@aiigo/domain'
import { type Address, encodeFunctionData, isAddressEqual } from 'viem'
import type { Platform, SubmittedJob } from './Buyer.js'

/**
 * What a request must say before a wallet pays for it: the buyer's own specification, deposit and fee, nothing else.
 * @returns each difference, in words.
 */
export function requestDifferences(
  request: TaskRequest,
  expected: { jobId: string; buyer: Address; spec: JobSpec; platform: Platform },
): readonly string[] {
  const { jobId, buyer, spec, platform } = expected
  const token = platform.paymentTokens.find(
    ({ symbol, address }) => symbol === spec.budget.token || address === spec.budget.token.toLowerCase(),
  )
  const specHash = `0x${createHash('sha256').update(canonicalJson(spec)).digest('hex')}`
  const checks: [name: string, asked: unknown, got: unknown][] = [
    ['jobId', jobIdToBytes32(jobId), request.jobId],
    ['buyer', buyer.toLowerCase(), request.buyer.toLowerCase()],
    ['token', token?.address.toLowerCase(), request.token.toLowerCase()],
    ['budget', token && parseAmount(spec.budget.amount, token.decimals), request.budget],
    ['specHash', specHash, request.specHash],
    ['maxFeeBps', platform.feeBps, request.maxFeeBps],
    ['windowSeconds', spec.deadlines.windowSeconds, request.windowSeconds],
  ]
  return checks
    .filter(([, asked, got]) => asked !== got)
    .map(([name, asked, got]) => `${name}: asked ${asked}, got ${got}`)
}

/**
 * Hands in a job. The answer is not trusted: request, task id and transaction are compared with what was asked for.
 * @throws InvalidInputError with the API's user errors; NotRetryableError `FUNDING_MISMATCH`.
 */
export async function submitJob(
  spec: JobSpec,
  deps: { client: Client; platform: Platform; buyer: Address; clientRequestId?: string },
): Promise<SubmittedJob> {
  const { client, platform, buyer, clientRequestId = randomUUID() } = deps
  const input = { clientRequestId, spec }
  const payload = succeed((await client.execute(SubmitJobDocument, { input }, { idempotent: true })).submitJob)
  const { job, taskId, taskRequest, funding } = payload
  if (!job || !taskId || !taskRequest || !funding)
    throw new Error('expected a job and its funding, or userErrors; got neither')

  const request = taskRequestCodec.fromJson(taskRequest)
  const marketplace = platform.contracts.taskMarketplace
  const differences = [...requestDifferences(request, { jobId: job.id, buyer, spec, platform })]
  const digest = taskIdOf(marketplaceDomain(platform.chainId, marketplace), request)
  if (digest !== taskId) differences.push(`taskId: the request's digest is ${digest}, got ${taskId}`)
  const data = encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submit', args: [request] })
  if (funding.data !== data) differences.push('the transaction does not submit this request')
  if (!isAddressEqual(funding.to, marketplace))
    differences.push(`the transaction goes to ${funding.to}, not to the marketplace`)
  const value = isAddressEqual(request.token, ETH_ADDRESS) ? request.budget : 0n
  if (BigInt(funding.value) !== value) differences.push(`the transaction carries ${funding.value} wei, not ${value}`)
  if (differences.length > 0) {
    throw new NotRetryableError('FUNDING_MISMATCH', `not paying for job ${job.id}:\n${differences.join('\n')}`)
  }
  const approval =
    value === request.budget
      ? null
      : { token: request.token, spender: platform.contracts.escrow, amount: request.budget }
  return { jobId: job.id, taskId, request, funding: { to: marketplace, data, value, approval } }
}
