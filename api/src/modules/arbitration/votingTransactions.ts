import { arbitrationAbi, type Deployment } from '@aiigo/chain'
import { encodeFunctionData, type Hex } from 'viem'
import type { TransactionRequest } from '../job/jobPayload.type.js'

/** The transaction by which an arbitrator commits to a vote. */
export function commitTransaction({ addresses }: Deployment, taskId: Hex, commitment: Hex): TransactionRequest {
  return {
    to: addresses.Arbitration,
    data: encodeFunctionData({ abi: arbitrationAbi, functionName: 'commit', args: [taskId, commitment] }),
    value: 0n,
    approval: null,
  }
}
