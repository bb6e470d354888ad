import { type Assignment, assignmentOf, marketplaceDomain, taskIdOf, taskMarketplaceAbi } from '@aiigo/chain'
import { CancelJobDocument, JobSpecDocument, succeed } from '@aiigo/client'
import { type TaskRequest, taskRequestCodec } from '@aiigo/domain'
import {
  type AbiFunction,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  toFunctionSelector,
} from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import { expectPrepared } from '../connect/prepared.js'
import { readIndexedTask } from '../connect/readIndexedTask.js'
import { sdkError } from '../errors.js'
import { unknownJob } from './unknownJob.js'

/** The calls by which a deposit comes back. */
type Exit =
  | { readonly functionName: 'cancel' | 'expire'; readonly args: readonly [TaskRequest] }
  | { readonly functionName: 'expireOverdue'; readonly args: readonly [Hex, Assignment] }

/**
 * Takes a job back: by the API alone while nothing is paid, else by the contract. The API says which call is due; what
 * is sent is computed here.
 */
export async function cancelJob(jobId: string, connection: Connection, options: SendOptions): Promise<Hex | null> {
  const { client, chainId, contracts, sender, signer } = connection
  const call = options.signal ? { signal: options.signal } : {}
  const { cancelJob: payload } = await client.execute(CancelJobDocument, { jobId }, { ...call, idempotent: true })
  if (payload.userErrors.some(({ code }) => code === 'NOT_INDEXED')) {
    throw sdkError('NOT_INDEXED', payload.userErrors.map(({ message }) => message).join('\n'))
  }
  const { transaction, job: cancelled } = succeed(payload)
  if (!transaction) return null
  const { job } = await client.execute(JobSpecDocument, { id: jobId }, call)
  if (!job) throw unknownJob(jobId)
  const request = taskRequestCodec.fromJson(job.taskRequest)
  const taskId = taskIdOf(marketplaceDomain(chainId, contracts.taskMarketplace), request)
  if (taskId !== cancelled?.taskId || !isAddressEqual(request.buyer, signer.address)) {
    throw sdkError('WRONG_TRANSACTION', `the API named another task than job ${jobId}'s to cancel: ${taskId}`)
  }
  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  const exit = await exitOf(transaction.data, taskId, request, connection, call)
  const data = encodeFunctionData({ abi: marketplace.abi, ...exit } as EncodeFunctionDataParameters)
  expectPrepared({ to: marketplace.address, data, value: 0n, approval: null }, transaction, 'the cancellation')
  return sender.send({ ...marketplace, ...exit }, `taking job ${jobId} back`, options)
}

async function exitOf(
  prepared: Hex,
  taskId: Hex,
  request: TaskRequest,
  connection: Connection,
  call: CallOptions,
): Promise<Exit> {
  if (isCallOf('expire', prepared)) return { functionName: 'expire', args: [request] }
  if (!isCallOf('expireOverdue', prepared)) return { functionName: 'cancel', args: [request] }
  const task = await readIndexedTask(connection.client, taskId, call)
  const assignment = task && assignmentOf(task)
  // A wrong assignment costs nothing: the contract keeps its hash, and the call is tried before it is sent.
  if (assignment) return { functionName: 'expireOverdue', args: [taskId, assignment] }
  throw sdkError(
    'NOT_INDEXED',
    `expected an assignment of task ${taskId} that is on chain and indexed; try again in seconds`,
  )
}

function isCallOf(name: 'expire' | 'expireOverdue', data: Hex): boolean {
  const item = taskMarketplaceAbi.find((entry) => entry.type === 'function' && entry.name === name)
  return item !== undefined && data.startsWith(toFunctionSelector(item as AbiFunction))
}
