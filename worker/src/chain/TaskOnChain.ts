import type { Ruling, TaskState } from '@aiigo/domain'

/** The result that a task has on chain. */
export interface Bill {
  /** Units of the resource. */
  usage: bigint
  /** Base units of the task's token. */
  cost: bigint
  resultHash: string
  /** End of the challenge window. */
  settleAfter: Date
}

/** A task as the marketplace contract has it. */
export interface TaskOnChain {
  /** NONE: never funded. */
  state: TaskState | 'NONE'
  /** Number of the last attempt, 0 before the first. */
  attempt: number
  /** When the state last changed, by the chain's clock. */
  since: Date
  /** The ruling of a dispute's panel; null before. */
  ruling: Ruling | null
  /** Node of the attempt, 0x and 16 hex digits; null when there is none, or the subgraph has not got that far. */
  nodeId: string | null
  /** Deadline that the buyer has moved by an extension; null where it has not; left out where that is not known. */
  extendedTo?: Date | null
  /** The result that stands on chain; null when there is none, or the subgraph has not got that far. */
  result: Bill | null
}
