import type { Ruling, TaskState } from '@aiigo/domain'

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
  /** The result that stands on chain; null when there is none, or the subgraph has not got that far. */
  result: { cost: bigint; settleAfter: Date } | null
}
