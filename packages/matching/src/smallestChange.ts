import type { Explanation } from './explain.js'
import type { FilterName, Miss } from './filters.js'

/** A single change of a request, and what it would do. */
export interface Change extends Miss {
  /** The node it would match. */
  nodeId: string
  /** Nodes that nothing but this filter rejects. */
  nodes: number
}

/** What only a provider, or time, can change. */
const NOT_THE_BUYERS: ReadonlySet<FilterName> = new Set([
  'RESOURCE_TYPE',
  'STATE',
  'AVAILABILITY',
  'TRIED',
  'FAILURES',
  'SELF_DEALING',
])

/**
 * The smallest single change of a request after which some node would fit: the least share of what was asked; among equals the one that
 * would match most nodes.
 * @returns null when a node fits already, or when every node misses by more than one filter or by something that is not the buyer's
 */
export function smallestChange({ matched, rejected }: Pick<Explanation, 'matched' | 'rejected'>): Change | null {
  if (matched > 0) return null
  const changes = rejected
    .filter(({ filter }) => !NOT_THE_BUYERS.has(filter))
    .flatMap(({ onlyThis, nearest }) => nearest.slice(0, 1).map((miss) => ({ ...miss, nodes: onlyThis })))
  return changes.sort((a, b) => a.distance - b.distance || b.nodes - a.nodes)[0] ?? null
}
