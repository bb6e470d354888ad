import type { TaskState } from '@aiigo/domain'

/** A task as the marketplace contract has it. */
export interface TaskOnChain {
  /** NONE: never funded. */
  state: TaskState | 'NONE'
  /** Number of the last attempt, 0 before the first. */
  attempt: number
  /** When the state last changed, by the chain's clock. */
  since: Date
  /** 0x and 16 hex digits; all zeroes while FUNDED. */
  nodeId: string
  /** ASSIGNED: rate per unit of usage; from SUBMITTED on: cost. Base units. */
  amount: bigint
}
