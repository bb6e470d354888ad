import { taskMarketplaceAbi } from '@aiigo/chain'
import { ETH_ADDRESS, type TaskRequest } from '@aiigo/domain'
import { encodeFunctionData, isAddressEqual } from 'viem'
import type { Contracts } from '../connect/Connection.js'
import type { ExpectedTransaction } from '../connect/prepared.js'

/** The transaction that funds a request, and the allowance it needs first. */
export function fundingOf(request: TaskRequest, contracts: Contracts): ExpectedTransaction {
  const inEth = isAddressEqual(request.token, ETH_ADDRESS)
  return {
    to: contracts.taskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submit', args: [request] }),
    value: inEth ? request.budget : 0n,
    // The escrow pulls the deposit, so it is the spender of the allowance.
    approval: inEth ? null : { token: request.token, spender: contracts.escrow, amount: request.budget },
  }
}
