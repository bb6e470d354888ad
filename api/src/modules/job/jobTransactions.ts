import { type Deployment, type TaskRequest, taskMarketplaceAbi } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { encodeFunctionData } from 'viem'
import type { TransactionRequest } from './jobPayload.type.js'

/** The transaction with which the buyer submits and funds a task. */
export function fundingTransaction({ addresses }: Deployment, request: TaskRequest): TransactionRequest {
  const inEth = request.token === ETH_ADDRESS
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submit', args: [request] }),
    value: inEth ? request.budget.toString() : '0',
    // The escrow takes the deposit by itself, so the allowance is its.
    approval: inEth ? null : { token: request.token, spender: addresses.Escrow, amount: request.budget.toString() },
  }
}

/** The transaction with which the buyer gets the deposit of a task back that nobody works at. */
export function cancelTransaction({ addresses }: Deployment, request: TaskRequest): TransactionRequest {
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'cancel', args: [request] }),
    value: '0',
    approval: null,
  }
}
