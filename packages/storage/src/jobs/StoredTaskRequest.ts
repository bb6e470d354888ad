/** A buyer's TaskRequest as JSON: its wide integers as decimal strings. */
export interface StoredTaskRequest {
  jobId: string
  buyer: string
  token: string
  budget: string
  maxRate: string
  maxUsage: string
  resourceType: number
  workSeconds: number
  windowSeconds: number
  fundBy: number
  assignBy: number
  maxFeeBps: number
  matcher: string
  specHash: string
}

type Hex = `0x${string}`

/** A TaskRequest in code; structurally the chain package's type. */
export interface TaskRequestLike {
  jobId: Hex
  buyer: Hex
  token: Hex
  budget: bigint
  maxRate: bigint
  maxUsage: bigint
  resourceType: number
  workSeconds: number
  windowSeconds: number
  fundBy: number
  assignBy: number
  maxFeeBps: number
  matcher: Hex
  specHash: Hex
}

/** For storing: bigint to decimal string. */
export function taskRequestToJson(request: TaskRequestLike): StoredTaskRequest {
  return {
    ...request,
    budget: request.budget.toString(),
    maxRate: request.maxRate.toString(),
    maxUsage: request.maxUsage.toString(),
  }
}

/** Inverse of `taskRequestToJson`. */
export function taskRequestFromJson(stored: StoredTaskRequest): TaskRequestLike {
  return {
    ...stored,
    jobId: stored.jobId as Hex,
    buyer: stored.buyer as Hex,
    token: stored.token as Hex,
    matcher: stored.matcher as Hex,
    specHash: stored.specHash as Hex,
    budget: BigInt(stored.budget),
    maxRate: BigInt(stored.maxRate),
    maxUsage: BigInt(stored.maxUsage),
  }
}
