import type { Acceptance, Approval, TaskRequest, TaskResult } from '@aiigo/domain'
import { type Address, type Hex, hashTypedData, type TypedDataDomain } from 'viem'

/**
 * Everything that an assigned task's result, release or deadline needs. The contract keeps a commitment to it; the
 * values are in the TaskFunded, TaskAssigned and TaskExtended events and go back to it with `submitResult`, `release`,
 * `reopen`, `extend` and `expireOverdue`.
 */
export interface Assignment {
  buyer: Address
  provider: Address
  /** Zero address for ETH. */
  token: Address
  nodeId: Hex
  attempt: number
  /** The values that funding fixed: feeBps + rebateBps × 2^16 + the number of the token policies × 2^32. */
  terms: number
  /** Highest usage per second, for time-based resources; 0: not bounded by time. */
  unitsPerSecond: number
  /** Unix seconds: when the assignment was made, latest result, latest reassignment. */
  assignedAt: number
  dueAt: number
  assignBy: number
  windowSeconds: number
  maxUsage: bigint
  /** Base units of the token, `rate` per `RATE_SCALE` units of usage. */
  rate: bigint
  budget: bigint
}

/**
 * Everything that settling a task, or ruling on it, needs once its result is on chain. The contract keeps a commitment
 * to it; the values are in the TaskFunded, TaskAssigned and TaskSubmitted events and go back to it with `approve`,
 * `settle`, `openDispute` and `resolve`.
 */
export interface Submission {
  buyer: Address
  provider: Address
  /** Zero address for ETH. */
  token: Address
  nodeId: Hex
  attempt: number
  /** The values that funding fixed: feeBps + rebateBps × 2^16 + the number of the token policies × 2^32. */
  terms: number
  /** Unix seconds: anyone may settle from then on. */
  settleAfter: number
  /** Base units of the token. */
  budget: bigint
  cost: bigint
  resultHash: Hex
}

/** EIP-712 types of everything people sign for the marketplace contract. */
export const taskMessageTypes = {
  TaskRequest: [
    { name: 'jobId', type: 'bytes32' },
    { name: 'buyer', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'budget', type: 'uint128' },
    { name: 'maxRate', type: 'uint120' },
    { name: 'maxUsage', type: 'uint64' },
    { name: 'resourceType', type: 'uint8' },
    { name: 'units', type: 'uint16' },
    { name: 'workSeconds', type: 'uint32' },
    { name: 'windowSeconds', type: 'uint32' },
    { name: 'fundBy', type: 'uint40' },
    { name: 'assignBy', type: 'uint40' },
    { name: 'maxFeeBps', type: 'uint16' },
    { name: 'matcher', type: 'address' },
    { name: 'specHash', type: 'bytes32' },
  ],
  TaskGroup: [{ name: 'requests', type: 'TaskRequest[][][]' }],
  Acceptance: [
    { name: 'taskId', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'nodeId', type: 'bytes8' },
    { name: 'rate', type: 'uint120' },
    { name: 'expiry', type: 'uint40' },
  ],
  Result: [
    { name: 'taskId', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'nodeId', type: 'bytes8' },
    { name: 'usage', type: 'uint64' },
    { name: 'resultHash', type: 'bytes32' },
  ],
  Approval: [
    { name: 'taskId', type: 'bytes32' },
    { name: 'attempt', type: 'uint8' },
    { name: 'nodeId', type: 'bytes8' },
    { name: 'resultHash', type: 'bytes32' },
    { name: 'cost', type: 'uint96' },
  ],
} as const

/**
 * The marketplace's EIP-712 domain: signatures are void on any other chain or contract.
 * @example marketplaceDomain(chainId, contracts.taskMarketplace)
 */
export function marketplaceDomain(chainId: number, marketplace: Address): TypedDataDomain & { chainId: number } {
  return { name: 'AIIGO Marketplace', version: '1', chainId, verifyingContract: marketplace }
}

/**
 * Typed data of a buyer's request: its signature lets anyone fund the task out of the buyer's balance in the escrow,
 * once.
 */
export function requestTypedData(domain: TypedDataDomain, message: TaskRequest) {
  return { domain, types: { TaskRequest: taskMessageTypes.TaskRequest }, primaryType: 'TaskRequest', message } as const
}

/** Typed data of a message, ready for viem's `signTypedData` and `verifyTypedData`. */
export function acceptanceTypedData(domain: TypedDataDomain, message: Acceptance) {
  return { domain, types: { Acceptance: taskMessageTypes.Acceptance }, primaryType: 'Acceptance', message } as const
}

/** Typed data of a result. */
export function resultTypedData(domain: TypedDataDomain, message: TaskResult) {
  return { domain, types: { Result: taskMessageTypes.Result }, primaryType: 'Result', message } as const
}

/** Typed data of a buyer's approval. */
export function approvalTypedData(domain: TypedDataDomain, message: Approval) {
  return { domain, types: { Approval: taskMessageTypes.Approval }, primaryType: 'Approval', message } as const
}

/** The task id of a request: known before the transaction, stable over reorgs. */
export function taskIdOf(domain: TypedDataDomain, request: TaskRequest): Hex {
  return hashTypedData(requestTypedData(domain, request))
}
