/** Why the node was chosen: terms of the score, their weights and the sum. Fixed point, 1 000 000 = 1. */
export interface AttemptScore {
  total: number
  terms: Record<string, number>
  weights: Record<string, number>
  /** What earlier failures of the node took off; taken off the total. */
  penalty?: number
}

/** The provider's signed promise. */
export interface StoredAcceptance {
  /** Unix seconds. */
  expiry: number
  signature: string
}

/** The provider's signed result, as `submitResult` of the contract wants it. */
export interface StoredSubmission {
  /** In the resource's unit, decimal string. */
  usage: string
  /** 0x hex: SHA-256 of the manifest. */
  resultHash: string
  signature: string
  manifestCid: string
}
