import { marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { CancelJobDocument, JobSpecDocument, succeed } from '@aiigo/client'
import { taskRequestCodec } from '@aiigo/domain'
import { encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import type { Connection, SendOptions } from '../connect/Connection.js'
import { expectPrepared } from '../connect/prepared.js'
import { sdkError } from '../errors.js'

/** Takes a job back: by the API alone while nothing is paid, else by the contract. */
export async function cancelJob(jobId: string, connection: Connection, options: SendOptions): Promise<Hex | null> {
  const { client, chainId, contracts, sender, signer } = connection
  const call = options.signal ? { signal: options.signal } : {}
  const answer = await client.execute(CancelJobDocument, { jobId }, { ...call, idempotent: true })
  const { transaction, job: cancelled } = succeed(answer.cancelJob)
  if (!transaction) return null
  const { job } = await client.execute(JobSpecDocument, { id: jobId }, call)
  if (!job) throw sdkError('JOB_UNKNOWN', `expected the id of one of the caller's jobs, got ${jobId}`)
  const request = taskRequestCodec.fromJson(job.taskRequest)
  const digest = taskIdOf(marketplaceDomain(chainId, contracts.taskMarketplace), request)
  if (digest !== cancelled?.taskId || !isAddressEqual(request.buyer, signer.address)) {
    throw sdkError('WRONG_TRANSACTION', `the API named another task than job ${jobId}'s to cancel: ${digest}`)
  }
  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  const data = encodeFunctionData({ ...marketplace, functionName: 'cancel', args: [request] })
  expectPrepared({ to: marketplace.address, data, value: 0n, approval: null }, transaction, 'the cancellation')
  return sender.send({ ...marketplace, functionName: 'cancel', args: [request] }, `cancelling job ${jobId}`, options)
}
