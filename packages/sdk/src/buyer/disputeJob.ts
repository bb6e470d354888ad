import { escrowAbi, type Submission, submissionOf, taskMarketplaceAbi } from '@aiigo/chain'
import { JobDocument, OpenDisputeDocument, succeed } from '@aiigo/client'
import { ETH_ADDRESS } from '@aiigo/domain'
import { encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { type ExpectedTransaction, expectPrepared } from '../connect/prepared.js'
import { readIndexedTask } from '../connect/readIndexedTask.js'
import { sdkError } from '../errors.js'
import { sha256OfText } from '../sha256.js'
import type { DisputeOptions } from './Buyer.js'
import { payIn } from './payIn.js'
import { unknownJob } from './unknownJob.js'

/** The result that stands, confirmed by the contract. */
export async function findSubmission(connection: Connection, taskId: Hex, call: CallOptions): Promise<Submission> {
  const { client, reader, contracts } = connection
  const task = await readIndexedTask(client, taskId, call)
  const submission = task && submissionOf(task)
  const address = contracts.taskMarketplace
  const stands =
    submission &&
    (await reader.readContract({
      ...{ address, abi: taskMarketplaceAbi, functionName: 'isSubmitted', args: [taskId, submission] },
    } as const))
  if (stands) return submission
  throw sdkError(
    'NOT_INDEXED',
    `expected a result of task ${taskId} that is on chain and indexed; try again in seconds`,
  )
}

/** The bond that a dispute about the result of a job takes now, base units of its token. */
export async function disputeBond(jobId: string, connection: Connection, call: CallOptions): Promise<bigint> {
  const { client, reader, contracts } = connection
  const { job } = await client.execute(JobDocument, { id: jobId }, call)
  if (!job) throw unknownJob(jobId)
  const submission = await findSubmission(connection, job.taskId, call)
  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  return reader.readContract({ ...marketplace, functionName: 'disputeBond', args: [submission] })
}

/** Opens a dispute: the API keeps the reason's text, the contract its hash and the bond. */
export async function disputeJob(
  jobId: string,
  reason: string,
  connection: Connection,
  { maxBond, ...options }: DisputeOptions,
): Promise<{ bond: bigint; transaction: Hex }> {
  const { client, reader, sender, signer, contracts } = connection
  const call = options.signal ? { signal: options.signal } : {}
  const { job } = await client.execute(JobDocument, { id: jobId }, call)
  if (!job) throw unknownJob(jobId)
  const { taskId, token } = job
  const { openDispute: payload } = await client.execute(
    OpenDisputeDocument,
    { jobId, reason },
    { ...call, idempotent: true },
  )
  if (payload.userErrors.some(({ code }) => code === 'NOT_ON_CHAIN')) {
    throw sdkError('NOT_INDEXED', payload.userErrors.map(({ message }) => message).join('\n'))
  }
  const prepared = succeed(payload)

  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  const escrow = { address: contracts.escrow, abi: escrowAbi } as const
  const submission = await findSubmission(connection, taskId, call)
  const [bond, balance] = await Promise.all([
    reader.readContract({ ...marketplace, functionName: 'disputeBond', args: [submission] }),
    reader.readContract({ ...escrow, functionName: 'claimable', args: [token, signer.address] }),
  ])
  if (maxBond !== undefined && bond > maxBond) {
    throw sdkError('WRONG_TRANSACTION', `expected a bond of at most ${maxBond} base units, the contract asks ${bond}`)
  }
  const missing = bond > balance ? bond - balance : 0n
  const inEth = isAddressEqual(token, ETH_ADDRESS)
  const args = [taskId, submission, sha256OfText(reason.trim())] as const
  const expected: ExpectedTransaction = {
    to: contracts.taskMarketplace,
    data: encodeFunctionData({ ...marketplace, functionName: 'openDispute', args }),
    value: inEth ? missing : 0n,
    approval: null,
  }
  if (!prepared.transaction) throw sdkError('WRONG_TRANSACTION', `the API prepared no dispute of job ${jobId}`)
  expectPrepared(expected, prepared.transaction, 'the dispute')

  if (!inEth && missing > 0n) {
    await payIn(connection, { token, amount: missing, what: 'the deposit of the bond' }, options)
  }
  const dispute = { ...marketplace, functionName: 'openDispute', args, value: expected.value }
  return { bond, transaction: await sender.send(dispute, 'the dispute', options) }
}
