import { taskMarketplaceAbi } from '@aiigo/chain'
import type { Hex } from 'viem'
import { allow } from '../connect/allow.js'
import type { Connection, SendOptions } from '../connect/Connection.js'
import type { FundableJob } from './Buyer.js'
import { fundingOf } from './funding.js'

/** Allows the escrow to take the deposit, where the token needs it, and submits the task with it; once. */
export async function fundJob(
  { request, taskId }: FundableJob,
  connection: Connection,
  options: SendOptions,
): Promise<Hex | null> {
  const { reader, sender, contracts } = connection
  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  const task = await reader.readContract({ ...marketplace, functionName: 'task', args: [taskId] })
  // The contract's first state is NONE: it does not know the task.
  if (task.state !== 0) return null
  const { value, approval } = fundingOf(request, contracts)
  if (approval) await allow(connection, { ...approval, what: 'the escrow to take the deposit' }, options)
  const call = { ...marketplace, functionName: 'submit', args: [request], value }
  return sender.send(call, 'funding the job', options)
}
