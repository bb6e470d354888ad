import { type Address, type Hex, hashTypedData, type TypedDataDomain } from 'viem'

/** The buyer's request; its EIP-712 digest is the task id. Mirrors `TaskRequest` in contracts/src/types/DataTypes.sol. */
export interface TaskRequest {
  /** The job's UUID in the high 16 bytes, the replica index in the low 16. */
  jobId: Hex
  buyer: Address
  /** Zero address for ETH. */
  token: Address
  /** Deposit, base units of the token. */
  budget: bigint
  /** Base units of the token per unit of usage. */
  maxRate: bigint
  /** In the resource's unit. */
  maxUsage: bigint
  /** Index into RESOURCE_TYPES. */
  resourceType: number
  /** Seconds from assignment until the result is due. */
  workSeconds: number
  /** Challenge window in seconds. */
  windowSeconds: number
  /** Unix seconds. */
  fundBy: number
  /** Unix seconds. */
  assignBy: number
  maxFeeBps: number
  /** Zero address: anyone who holds the acceptance may assign. */
  matcher: Address
  /** SHA-256 of the canonical job specification. */
  specHash: Hex
}

/** A provider's promise to run one attempt. */
export interface Acceptance {
  taskId: Hex
  attempt: number
  nodeId: Hex
  /** Base units of the task's token per unit of usage. */
  rate: bigint
  /** Unix seconds. */
  expiry: number
}

/** A provider's result of one attempt. */
export interface TaskResult {
  taskId: Hex
  attempt: number
  nodeId: Hex
  /** In the resource's unit. */
  usage: bigint
  /** SHA-256 of the result manifest. */
  resultHash: Hex
}

/** A buyer's approval of the result of one attempt. */
export interface Approval {
  taskId: Hex
  attempt: number
  resultHash: Hex
}

/**
 * Everything that an assigned task's result, release or deadline needs. The contract keeps a commitment to it; the values are in the
 * TaskFunded and TaskAssigned events and go back to it with `submitResult`, `release`, `reopen` and `expireOverdue`.
 */
export interface Assignment {
  buyer: Address
  provider: Address
  /** Zero address for ETH. */
  token: Address
  nodeId: Hex
  attempt: number
  /** Basis points of the cost, as fixed at funding. */
  feeBps: number
  rebateBps: number
  /** Highest usage per second, for time-based resources; 0: not bounded by time. */
  unitsPerSecond: number
  /** Unix seconds: when the assignment was made, latest result, latest reassignment. */
  assignedAt: number
  dueAt: number
  assignBy: number
  windowSeconds: number
  maxUsage: bigint
  /** Base units of the token, `rate` per unit of usage. */
  rate: bigint
  budget: bigint
}

/**
 * Everything that settling a task, or ruling on it, needs once its result is on chain. The contract keeps a commitment to it; the values are
 * in the TaskFunded, TaskAssigned and TaskSubmitted events and go back to it with `approve`, `settle`, `openDispute` and `resolve`.
 */
export interface Submission {
  buyer: Address
  provider: Address
  /** Zero address for ETH. */
  token: Address
  nodeId: Hex
  attempt: number
  /** Basis points of the cost, as fixed at funding. */
  feeBps: number
  rebateBps: number
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
    { name: 'workSeconds', type: 'uint32' },
    { name: 'windowSeconds', type: 'uint32' },
    { name: 'fundBy', type: 'uint40' },
    { name: 'assignBy', type: 'uint40' },
    { name: 'maxFeeBps', type: 'uint16' },
    { name: 'matcher', type: 'address' },
    { name: 'specHash', type: 'bytes32' },
  ],
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
    { name: 'resultHash', type: 'bytes32' },
  ],
} as const

/** The marketplace's EIP-712 domain: signatures are void on any other chain or contract. */
export function marketplaceDomain(chainId: number, marketplace: Address): TypedDataDomain & { chainId: number } {
  return { name: 'AIIGO Marketplace', version: '1', chainId, verifyingContract: marketplace }
}

/** Typed data of a buyer's request: its signature lets anyone fund the task out of the buyer's balance in the escrow, once. */
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
