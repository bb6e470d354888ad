import type { Availability, TrustLevel } from '@aiigo/domain'
import type { Explanation } from './explain.js'
import type { MatchNode, MatchRequest, MatchState, RankedNode } from './types.js'

/** The best nodes for a request, and the version of the index that says so: same request and version, same answer. */
export interface MatchAnswer {
  version: number
  /** Best first. */
  ranked: RankedNode[]
}

/** `explain` for the whole index. */
export interface IndexExplanation extends Explanation {
  version: number
}

/** The fields that a heartbeat or a reservation changes. */
export interface AvailabilityChange {
  state?: MatchState
  availability?: Availability
  online?: boolean
  freeUnits?: number
  roundTripMs?: number | null
}

/** The fields that finished work, challenges and the subgraph change. */
export interface ReputationChange {
  reputation?: number
  trustLevel?: TrustLevel
  uptimeBps?: number
  hashesPerSecond?: bigint
}

export interface IndexStats {
  nodes: number
  /** Rows kept: one for each node and token that it takes. */
  rows: number
  /** Bytes of the index, ids and provider addresses included. */
  bytes: number
  /** Rows that were added or moved since their part was last clustered; answers stay exact, searches get slower. */
  unclustered: number
  /** Blocks of 64 rows that the last search read. */
  blocksRead: number
}

/**
 * All nodes of the platform in memory, for exact answers in microseconds. One per process; the database stays the
 * truth: build it from the rows on start, then feed it every change. Not safe to share between threads.
 */
export interface MatchIndex {
  readonly size: number
  /** Grows by one with every change of a node. */
  readonly version: number
  has(id: string): boolean
  /** The node as the index keeps it (figures on its published scales), or null. */
  get(id: string): MatchNode | null
  /** Adds a node or replaces it. @throws InvalidInputError */
  upsert(node: MatchNode): void
  /** @returns whether the node was there */
  remove(id: string): boolean
  /** @returns whether the node is there @throws InvalidInputError */
  updateAvailability(id: string, change: AvailabilityChange): boolean
  /**
   * @param rate base units per million units of usage; 0n: the node no longer takes the token. @returns whether the
   * node is there @throws InvalidInputError
   */
  updatePrice(id: string, token: string, rate: bigint): boolean
  /** @returns whether the node is there @throws InvalidInputError */
  updateReputation(id: string, change: ReputationChange): boolean
  /** The exact k best nodes. @param k 0 to 1 000 @throws InvalidInputError */
  match(request: MatchRequest, k: number): MatchAnswer
  /** The same with reasons: reads every node, so it takes milliseconds. @throws InvalidInputError */
  explain(request: MatchRequest, k?: number): IndexExplanation
  /**
   * Clusters anew what changes have scattered, for at most about `budgetMs`; @returns whether nothing is left to do.
   */
  tidy(budgetMs?: number): boolean
  stats(): IndexStats
}

/** Takes an index's first nodes in, which is far quicker together than one by one. */
export interface IndexLoader {
  /** @throws InvalidInputError for a node that makes no sense; it is left out, the others stay */
  add(node: MatchNode): void
  /**
   * Puts everything in order, one part (a type, a token, a region) from one step to the next.
   * @throws InvalidInputError for a node that came twice
   */
  finish(): Generator<void, MatchIndex>
}
