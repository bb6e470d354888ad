/** Why the node was chosen: terms of the score, their weights and the sum. Fixed point, 1 000 000 = 1. */
export interface AttemptScore {
  total: number
  terms: Record<string, number>
  weights: Record<string, number>
  /** The deduction for earlier failures of the node; the total is after it. */
  penalty?: number
}
