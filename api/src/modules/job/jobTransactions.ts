import {
  type Assignment,
  type Deployment,
  escrowAbi,
  type SignedPermit,
  type Submission,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { ETH_ADDRESS, type TaskRequest } from '@aiigo/domain'
import { type Address, encodeFunctionData, type Hex } from 'viem'
import type { TransactionRequest } from './jobPayload.type.js'

/** The transaction with which the buyer submits and funds a task. */
export function fundingTransaction({ addresses }: Deployment, request: TaskRequest): TransactionRequest {
  const inEth = request.token === ETH_ADDRESS
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submit', args: [request] }),
    value: inEth ? request.budget : 0n,
    // The escrow pulls the deposit, so it is the spender of the allowance.
    approval: inEth ? null : { token: request.token, spender: addresses.Escrow, amount: request.budget },
  }
}

/** The same with the buyer's permit for the deposit: no allowance is needed before. */
export function permitFundingTransaction(
  { addresses }: Deployment,
  request: TaskRequest,
  { deadline, v, r, s }: SignedPermit,
): TransactionRequest {
  const args = [request, deadline, v, r, s] as const
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submitWithPermit', args }),
    value: 0n,
    approval: null,
  }
}

/** The transaction by which the buyer gets back the deposit of an unassigned task. */
export function cancelTransaction({ addresses }: Deployment, request: TaskRequest): TransactionRequest {
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'cancel', args: [request] }),
    value: 0n,
    approval: null,
  }
}

/** The transaction by which the deposit of a task that no node took in time goes back; any account may send it. */
export function expireTransaction({ addresses }: Deployment, request: TaskRequest): TransactionRequest {
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'expire', args: [request] }),
    value: 0n,
    approval: null,
  }
}

/** The transaction by which the buyer gets back the deposit of a task whose node missed its deadline. */
export function expireOverdueTransaction(
  { addresses }: Deployment,
  taskId: Hex,
  assignment: Assignment,
): TransactionRequest {
  const args = [taskId, assignment] as const
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'expireOverdue', args }),
    value: 0n,
    approval: null,
  }
}

/** The transaction with which the buyer funds a task out of its own balance in the escrow. */
export function balanceFundingTransaction({ addresses }: Deployment, request: TaskRequest): TransactionRequest {
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'submitSignedRequest', args: [request, '0x'] }),
    value: 0n,
    approval: null,
  }
}

/** The transaction that puts money into an account's balance in the escrow. */
export function depositTransaction(
  { addresses }: Deployment,
  token: Address,
  account: Address,
  amount: bigint,
): TransactionRequest {
  const inEth = token === ETH_ADDRESS
  return {
    to: addresses.Escrow,
    data: encodeFunctionData({ abi: escrowAbi, functionName: 'deposit', args: [token, account, amount] }),
    value: inEth ? amount : 0n,
    approval: inEth ? null : { token, spender: addresses.Escrow, amount },
  }
}

/** The same with the account's own permit for the amount: no allowance is needed before. */
export function permitDepositTransaction(
  { addresses }: Deployment,
  token: Address,
  account: Address,
  amount: bigint,
  { deadline, v, r, s }: SignedPermit,
): TransactionRequest {
  const args = [token, account, amount, deadline, v, r, s] as const
  return {
    to: addresses.Escrow,
    data: encodeFunctionData({ abi: escrowAbi, functionName: 'depositWithPermit', args }),
    value: 0n,
    approval: null,
  }
}

/**
 * The transaction with which the buyer objects to a result.
 * @param value wei to put into the buyer's balance first, for the bond
 */
export function disputeTransaction(
  { addresses }: Deployment,
  taskId: Hex,
  submission: Submission,
  reasonHash: Hex,
  value: bigint,
): TransactionRequest {
  const args = [taskId, submission, reasonHash] as const
  return {
    to: addresses.TaskMarketplace,
    data: encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'openDispute', args }),
    value,
    approval: null,
  }
}
