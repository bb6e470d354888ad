/** Why the node was chosen: terms of the score, their weights and the sum. Fixed point, 1 000 000 = 1. */
export interface AttemptScore {
  total: number
  terms: Record<string, number>
  weights: Record<string, number>
  /** What earlier failures of the node took off; taken off the total. */
  penalty?: number
}
