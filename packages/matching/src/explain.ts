import { FILTER_NAMES, type FilterName, type Miss, missesOf } from './filters.js'
import { rank } from './rank.js'
import type { MatchNode, MatchRequest, RankedNode } from './types.js'

/** How one filter thinned out the nodes. */
export interface Rejection {
  filter: FilterName
  /** Nodes that it rejects, whatever else rejects them. */
  nodes: number
  /** Nodes that nothing but this filter rejects: changing it would match them. */
  onlyThis: number
  /** Of those, the nearest ones, nearest first; at most three. */
  nearest: (Miss & { nodeId: string })[]
}

export interface Explanation {
  /** Nodes looked at. */
  considered: number
  /** Nodes that fit, best first, at most `k`. */
  ranked: RankedNode[]
  /** Nodes that fit. */
  matched: number
  /** Filters that reject any node, most effective change first. */
  rejected: Rejection[]
}

const SHOWN = 3

/**
 * Ranks like `rank`, and says filter by filter why other nodes do not fit and which change would match most of them.
 * @param k most ranked nodes returned, default 10
 */
export function explain(nodes: readonly MatchNode[], request: MatchRequest, k = 10): Explanation {
  const rejections = new Map<FilterName, Rejection>(
    FILTER_NAMES.map((filter) => [filter, { filter, nodes: 0, onlyThis: 0, nearest: [] }]),
  )
  let matched = 0
  for (const node of nodes) {
    const misses = missesOf(node, request)
    if (misses.length === 0) matched++
    for (const miss of misses) {
      const rejection = rejections.get(miss.filter) as Rejection
      rejection.nodes++
      if (misses.length === 1) {
        rejection.onlyThis++
        rejection.nearest.push({ ...miss, nodeId: node.id })
      }
    }
  }
  const rejected = [...rejections.values()].filter((rejection) => rejection.nodes > 0)
  for (const rejection of rejected) {
    rejection.nearest.sort((a, b) => a.distance - b.distance || (a.nodeId < b.nodeId ? -1 : 1)).splice(SHOWN)
  }
  return {
    considered: nodes.length,
    ranked: rank(nodes, request, k),
    matched,
    rejected: rejected.sort((a, b) => b.onlyThis - a.onlyThis || b.nodes - a.nodes),
  }
}

/**
 * One sentence for people who wait: why nothing fits.
 * @example summarize(explain(nodes, request)) // 'none of 3 nodes fits; nearest: …'
 */
export function summarize({ considered, matched, rejected }: Explanation): string {
  if (considered === 0) return 'no node is registered yet'
  if (matched > 0) return `${matched} of ${considered} nodes fit`
  const nearest = rejected.flatMap((rejection) => rejection.nearest).sort((a, b) => a.distance - b.distance)[0]
  const counts = rejected.map(({ filter, nodes }) => `${filter} ${nodes}`).join(', ')
  return `none of ${considered} nodes fits (rejected by ${counts})${nearest ? `; nearest: ${nearest.message}` : ''}`
}
