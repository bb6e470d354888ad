import { FILTER_NAMES, type FilterName, type Miss, missesOf } from './filters.js'
import { rank } from './rank.js'
import { score } from './score.js'
import type { MatchNode, MatchRequest, RankedNode } from './types.js'
import { weightsOf } from './weights.js'

/** How one filter thinned out the nodes. */
export interface Rejection {
  filter: FilterName
  /** Nodes that it rejects, whether or not other filters reject them too. */
  nodes: number
  /** Nodes that nothing but this filter rejects: changing it would match them. */
  onlyThis: number
  /** Of those, the nearest ones, nearest first; at most three. */
  nearest: NearMiss[]
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
  /** Of the nodes that miss one filter only, the best by score, best first; at most five. */
  bestMissed: NearMiss[]
  /**
   * The smallest change of the request's budget, region, trust, SLA or other figures that alone would give a match;
   * null when none would.
   */
  smallestChange: NearMiss | null
}

/** A node that one filter keeps from fitting. */
export type NearMiss = Miss & { nodeId: string }

/** Nearest nodes shown for each filter, and best missed ones in all. */
export const NEAREST = 3
export const BEST_MISSED = 5

/** Filters that a buyer can relax. The others follow from the nodes or must not be relaxed. */
const CHANGEABLE: ReadonlySet<FilterName> = new Set([
  'CAPACITY',
  'TOKEN',
  'BUDGET',
  'REGION',
  'LATENCY',
  'TIER',
  'TRUST',
  'ACCESS',
  'SLA',
  'MEMORY',
  'HARDWARE',
  'TFLOPS',
  'ALLOW_LIST',
  'DENY_LIST',
])
/** Filters without which a node has no score for the request. */
const SCORELESS: ReadonlySet<FilterName> = new Set(['RESOURCE_TYPE', 'TOKEN'])

/**
 * Ranks like `rank`, and says filter by filter why other nodes do not fit and which change would match most of them.
 * @param k most ranked nodes returned, default 10
 */
export function explain(nodes: readonly MatchNode[], request: MatchRequest, k = 10): Explanation {
  const rejections = new Map<FilterName, Rejection>(
    FILTER_NAMES.map((filter) => [filter, { filter, nodes: 0, onlyThis: 0, nearest: [] }]),
  )
  const weights = weightsOf(request.weights)
  const missed: { miss: NearMiss; points: number }[] = []
  let matched = 0
  for (const node of nodes) {
    const misses = missesOf(node, request)
    if (misses.length === 0) matched++
    for (const miss of misses) {
      const rejection = rejections.get(miss.filter) as Rejection
      rejection.nodes++
      if (misses.length > 1) continue
      const nearMiss = { ...miss, nodeId: node.id }
      rejection.onlyThis++
      rejection.nearest.push(nearMiss)
      if (!SCORELESS.has(miss.filter)) missed.push({ miss: nearMiss, points: score(node, request, weights).points })
    }
  }
  const rejected = [...rejections.values()].filter((rejection) => rejection.nodes > 0)
  for (const { nearest } of rejected) nearest.sort(byDistance).splice(NEAREST)
  return explanationOf({
    considered: nodes.length,
    ranked: rank(nodes, request, k),
    matched,
    rejected,
    bestMissed: missed
      .sort((a, b) => b.points - a.points || (a.miss.nodeId < b.miss.nodeId ? -1 : 1))
      .slice(0, BEST_MISSED)
      .map(({ miss }) => miss),
  })
}

const byDistance = (a: NearMiss, b: NearMiss): number => a.distance - b.distance || (a.nodeId < b.nodeId ? -1 : 1)

/** Orders the rejections, and finds the smallest change among their nearest nodes. */
export function explanationOf(counted: Omit<Explanation, 'smallestChange'>): Explanation {
  const near = counted.rejected.flatMap(({ filter, nearest }) => (CHANGEABLE.has(filter) ? nearest : []))
  return {
    ...counted,
    rejected: [...counted.rejected].sort((a, b) => b.onlyThis - a.onlyThis || b.nodes - a.nodes),
    smallestChange: [...near].sort(byDistance)[0] ?? null,
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
