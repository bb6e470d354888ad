import { fits } from './filters.js'
import { score } from './score.js'
import { priorityOf, tieKey } from './tieOrder.js'
import type { MatchNode, MatchRequest, RankedNode } from './types.js'
import { weightsOf } from './weights.js'

type Scored = { ranked: RankedNode; priority: number; key: number }

/** Best first. A total order: more points, then priority of trust, then the tie key, then the smaller node id. */
function compare(a: Scored, b: Scored): number {
  if (a.ranked.points !== b.ranked.points) return b.ranked.points - a.ranked.points
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.key !== b.key) return a.key - b.key
  return a.ranked.nodeId < b.ranked.nodeId ? -1 : a.ranked.nodeId > b.ranked.nodeId ? 1 : 0
}

/**
 * The exact k best nodes for a request, best first, by looking at every node: what the index is tested against, and fit
 * for a handful.
 * @param k most nodes returned
 * @throws NotRetryableError when the request's weights do not add up
 * @example rank(nodes, request, 1)[0]?.nodeId
 */
export function rank(nodes: Iterable<MatchNode>, request: MatchRequest, k: number): RankedNode[] {
  const weights = weightsOf(request.weights)
  const scored: Scored[] = []
  for (const node of nodes) {
    if (!fits(node, request)) continue
    scored.push({
      ranked: score(node, request, weights),
      priority: priorityOf(node.trustLevel),
      key: tieKey(node.id, request.tieSeed),
    })
  }
  return scored
    .sort(compare)
    .slice(0, k)
    .map(({ ranked }) => ranked)
}
