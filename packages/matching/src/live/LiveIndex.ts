import type { ResourceType, Tier } from '@aiigo/domain'
import type { Explanation } from '../explain.js'
import type { IndexStats } from '../MatchIndex.js'
import type { StoredNode } from '../matchNodeOf.js'
import type { MatchRequest } from '../types.js'
import type { LastingNodes } from './lastingNodes.js'
import type { PenalizedNode } from './rankWithPenalties.js'

/** A registered node as the database has it. */
export interface LiveNode extends StoredNode {
  units: number
  /** Units promised to attempts. */
  usedUnits: number
  /** Failures of earlier attempts, weighed, as they counted at an instant. */
  failures: { points: number; at: Date } | null
}

/**
 * A changed node: the whole node, or its free units when nothing else changed. Null: the node is not registered.
 */
export type LiveChange = { id: string; node: LiveNode | null } | { id: string; freeUnits: number }

/** Where a live index reads nodes and their changes; `createNodeChangeReader` of storage is one. */
export interface NodeChanges {
  /** Every registered node as of one instant. @returns the number of the last change that the nodes contain */
  load(onPage: (nodes: LiveNode[]) => void): Promise<number>
  /** Nodes that changed after a number, as they are at the returned number. Null: changes were pruned, load again. */
  changesAfter(seq: number): Promise<{ seq: number; changes: LiveChange[] } | null>
}

/**
 * Which nodes an answer is about: all changes up to `seq`, which is the same in every process, and how often this
 * process has built its index. The same request at the same `seq` has the same answer everywhere, as long as no failure
 * fades meanwhile.
 */
export interface IndexVersion {
  seq: number
  generation: number
}

export interface LiveAnswer {
  version: IndexVersion
  /** Best first. */
  ranked: PenalizedNode[]
}

export interface LiveExplanation extends Omit<Explanation, 'ranked'> {
  version: IndexVersion
  ranked: PenalizedNode[]
}

/** One of several searches. */
export interface LiveSearch {
  request: MatchRequest
  /** Most nodes returned. */
  k: number
  /** How many of them the request means to take. */
  takes: number
  /**
   * Tiers in the order in which they are looked at, see `rankByLooks`; in place of the request's own. Absent: all of
   * those at once.
   */
  looks?: readonly (readonly Tier[])[] | undefined
}

/** Nodes that several who search at the same time leave to each other, see `matchAll`. */
export interface Share {
  /** Whether a node is among those to be tried first. */
  has: (nodeId: string) => boolean
  /** One node in so many is. */
  oneIn: number
}

/** All nodes in memory, as current as the last `refresh`. */
export interface LiveIndex {
  readonly size: number
  readonly version: IndexVersion
  /** Takes in everything that was committed before the call. Calls at the same time share one look. */
  refresh(): Promise<void>
  /** The exact k best nodes. @throws InvalidInputError */
  match(request: MatchRequest, k: number): LiveAnswer
  /**
   * Ranks requests one after another as if each had taken its best nodes' units already: what a batch wants before any
   * of it is confirmed. The index itself stays as it is.
   * @param share its nodes come before the others of each look, among as many of the best as are likely to have enough
   * of them
   */
  matchAll(searches: readonly LiveSearch[], share?: Share): LiveAnswer[]
  /**
   * The same with reasons; looks at every node.
   * @param looks tiers in the order in which they are looked at for the ranking; absent: all of the request's at once
   * @throws InvalidInputError
   */
  explain(request: MatchRequest, k?: number, looks?: readonly (readonly Tier[])[]): LiveExplanation
  stats(): IndexStats
}

/** A live index that also knows what its nodes could take some day. */
export interface LiveIndexWithLasting extends LiveIndex {
  lasting(resourceType: ResourceType): LastingNodes
}
