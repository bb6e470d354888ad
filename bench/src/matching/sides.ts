import type { MatchRequest } from '@aiigo/matching'

/** A node and its exact points: enough to compare one side's answer with another's. */
export interface Ranked {
  nodeId: string
  points: number
}

/** One way to answer requests. */
export interface Side {
  match(request: MatchRequest, k: number): readonly Ranked[]
}
