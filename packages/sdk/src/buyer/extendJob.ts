import { type Assignment, assignmentOf, escrowAbi, taskMarketplaceAbi } from '@aiigo/chain'
import { JobDocument, JobSpecDocument } from '@aiigo/client'
import { ETH_ADDRESS, JOB_LIMITS, meteredCost, taskRequestCodec } from '@aiigo/domain'
import { type Hex, isAddressEqual } from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'
import { readIndexedTask } from '../connect/readIndexedTask.js'
import { sdkError } from '../errors.js'
import type { Extension, ExtensionOptions } from './Buyer.js'
import { payIn } from './payIn.js'
import { unknownJob } from './unknownJob.js'

const AT_WORK: readonly string[] = ['ASSIGNED', 'EXECUTING']

interface Planned extends Extension {
  readonly taskId: Hex
  readonly assignment: Assignment
}

/** The running attempt of a job, confirmed by the contract, and what it would be with the addition. */
async function plan(
  jobId: string,
  connection: Connection,
  { seconds, usage, deposit }: ExtensionOptions,
  call: CallOptions,
): Promise<Planned> {
  const { client, reader, contracts } = connection
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw sdkError('BAD_EXTENSION', `expected a whole number of seconds to add, at least 1, got ${seconds}`)
  }
  for (const [name, value] of Object.entries({ usage, deposit })) {
    if (value !== undefined && value < 0n) {
      throw sdkError('BAD_EXTENSION', `expected a ${name} to add of 0 or more, got ${value}`)
    }
  }
  const [{ job }, { job: specified }] = await Promise.all([
    client.execute(JobDocument, { id: jobId }, call),
    client.execute(JobSpecDocument, { id: jobId }, call),
  ])
  if (!job || !specified) throw unknownJob(jobId)
  if (!AT_WORK.includes(job.state)) {
    throw sdkError(
      'NOT_EXTENDABLE',
      `expected a job that a node works at (${AT_WORK.join(' or ')}), got one in state ${job.state}`,
    )
  }
  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  const taskId: Hex = job.taskId
  const task = await readIndexedTask(client, taskId, call)
  const assignment = task && assignmentOf(task)
  const stands =
    assignment &&
    (await reader.readContract({ ...marketplace, functionName: 'isAssigned', args: [taskId, assignment] }))
  if (!stands) {
    throw sdkError('NOT_INDEXED', `expected an assignment of task ${taskId} that is on chain and indexed; try again`)
  }
  const least = await reader.readContract({ ...marketplace, functionName: 'minWindowSeconds' })
  if (seconds < least) {
    throw sdkError(
      'BAD_EXTENSION',
      `expected at least ${least} s to add, got ${seconds}: a node whose result is on its way needs time to bring it again`,
    )
  }
  const { units } = taskRequestCodec.fromJson(specified.taskRequest)
  if (assignment.unitsPerSecond === 0) {
    throw sdkError('NOT_EXTENDABLE', `expected a job of type GPU or CPU, whose time is billed, got ${job.resourceType}`)
  }
  const { dueAt, assignedAt, buyer } = assignment
  if (dueAt + seconds - assignedAt > JOB_LIMITS.seconds) {
    const left = Math.max(0, JOB_LIMITS.seconds - (dueAt - assignedAt))
    throw sdkError('BAD_EXTENSION', `expected at most ${left} s to add, got ${seconds}: a job may take 7 days in all`)
  }
  if (!isAddressEqual(buyer, connection.signer.address)) throw unknownJob(jobId)
  const addedUsage = usage ?? BigInt(seconds) * BigInt(units)
  // Rounded up, so that all of the usage is paid for.
  const addedDeposit = deposit ?? meteredCost(addedUsage, assignment.rate) + (addedUsage > 0n ? 1n : 0n)
  return {
    ...{ taskId, assignment, token: assignment.token, addedUsage, addedDeposit },
    dueAt: new Date((dueAt + seconds) * 1_000),
    maxUsage: assignment.maxUsage + addedUsage,
    deposit: assignment.budget + addedDeposit,
  }
}

const shown = ({ taskId: _, assignment: __, ...extension }: Planned): Extension => extension

/** Computes an extension; nothing is sent. */
export async function planExtension(
  jobId: string,
  connection: Connection,
  wanted: ExtensionOptions,
  call: CallOptions,
): Promise<Extension> {
  return shown(await plan(jobId, connection, wanted, call))
}

/** Extends the running attempt out of the balance in the escrow, and what it lacks out of the wallet. */
export async function extendJob(
  jobId: string,
  connection: Connection,
  wanted: ExtensionOptions,
  { maxDeposit, ...options }: SendOptions & { maxDeposit?: bigint },
): Promise<Extension & { transaction: Hex }> {
  const { reader, sender, signer, contracts } = connection
  const planned = await plan(jobId, connection, wanted, options.signal ? { signal: options.signal } : {})
  const { taskId, assignment, token, addedDeposit, dueAt, maxUsage, deposit } = planned
  if (maxDeposit !== undefined && addedDeposit > maxDeposit) {
    throw sdkError(
      'NOT_ENOUGH_MONEY',
      `expected an addition of at most ${maxDeposit} base units, it comes to ${addedDeposit}`,
    )
  }
  const escrow = { address: contracts.escrow, abi: escrowAbi } as const
  const balance = await reader.readContract({ ...escrow, functionName: 'claimable', args: [token, signer.address] })
  const missing = addedDeposit > balance ? addedDeposit - balance : 0n
  const inEth = isAddressEqual(token, ETH_ADDRESS)
  if (!inEth && missing > 0n) {
    await payIn(connection, { token, amount: missing, what: 'the deposit of the extension' }, options)
  }
  const call = {
    ...{ address: contracts.taskMarketplace, abi: taskMarketplaceAbi, functionName: 'extend' },
    args: [taskId, assignment, Math.floor(dueAt.getTime() / 1_000), maxUsage, deposit],
    value: inEth ? missing : 0n,
  }
  return { ...shown(planned), transaction: await sender.send(call, 'the extension', options) }
}
