/** The buyer's addition to an attempt while its node works. Amounts are decimal text. */
export interface AttemptExtension {
  /** Unix seconds: latest result. */
  dueAt: number
  /** In the resource's unit. */
  addedUsage: string
  /** Base units of the task's token. */
  addedBudget: string
}

/**
 * The values of the chain's events about an attempt that nothing else stored has. The contract keeps a commitment to
 * them and takes them back with the next call. Times are Unix seconds by the chain's clock.
 */
export interface AttemptOnChain {
  assignedAt: number
  /** Highest usage per second; 0: not bounded by time. */
  unitsPerSecond: number
  /** Absent where the buyer has added nothing. */
  extension?: AttemptExtension
  /** The result that stands; absent before there is one. */
  result?: {
    /** Base units of the task's token, decimal text. */
    cost: string
    resultHash: string
    settleAfter: number
  }
}
