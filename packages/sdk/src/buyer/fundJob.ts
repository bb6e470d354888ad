import { taskMarketplaceAbi } from '@aiigo/chain'
import type { Hex } from 'viem'
import type { Connection, SendOptions } from '../connect/Connection.js'
import { permitOrAllow } from '../connect/permit.js'
import type { FundableJob } from './Buyer.js'
import { fundingOf } from './funding.js'

/**
 * Submits the task with its deposit; once. The escrow may take a token by the wallet's permit, which needs no
 * transaction of its own; where there are no permits, by an allowance that is sent before.
 */
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
  if (approval) {
    const wanted = { ...approval, what: 'the escrow to take the deposit' }
    // The permit ends with the request itself.
    const permit = await permitOrAllow(connection, wanted, BigInt(request.fundBy), options)
    if (permit) {
      const { deadline, v, r, s } = permit
      const args = [request, deadline, v, r, s]
      return sender.send({ ...marketplace, functionName: 'submitWithPermit', args }, 'funding the job', options)
    }
  }
  const call = { ...marketplace, functionName: 'submit', args: [request], value }
  return sender.send(call, 'funding the job', options)
}
