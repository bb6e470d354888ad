/** A result as its provider signed it. */
export interface JobResult {
  manifestCid: string
  /** 64 hex digits. */
  manifestSha256: string
  /** In the resource's unit, decimal string. */
  usage: string
  exitCode: number
  outputs: { name: string; cid: string; sha256: string; size: number }[]
  /** Base units of the job's token, decimal string; min(usage × rate, budget). */
  cost: string
}

/** A buyer's signed approval of a result. */
export interface JobApproval {
  attempt: number
  /** 0x hex. */
  resultHash: string
  signature: string
}
