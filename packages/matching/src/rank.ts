import { TRUST_LEVELS } from '@aiigo/domain'
import { fits } from './filters.js'
import { score } from './score.js'
import type { MatchNode, MatchRequest, RankedNode } from './types.js'
import { weightsOf } from './weights.js'

type Scored = RankedNode & { priority: number }

/** TRUSTED and PARTNER nodes go first among equals. */
const FIRST_PRIORITY = TRUST_LEVELS.indexOf('TRUSTED')

/** Best first. A total order: higher score, then priority of trust, then the smaller node id. */
function compare(a: Scored, b: Scored): number {
  if (a.total !== b.total) return b.total - a.total
  if (a.priority !== b.priority) return b.priority - a.priority
  return a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0
}

/**
 * The exact k best nodes for a request, best first.
 * @param k most nodes returned
 * @throws NotRetryableError when the request's weights do not add up
 * @example rank(nodes, request, 1)[0]?.nodeId
 */
export function rank(nodes: Iterable<MatchNode>, request: MatchRequest, k: number): RankedNode[] {
  const weights = weightsOf(request.weights)
  const scored: Scored[] = []
  for (const node of nodes) {
    if (!fits(node, request)) continue
    const level = TRUST_LEVELS.indexOf(node.trustLevel)
    scored.push({ ...score(node, request, weights), priority: level >= FIRST_PRIORITY ? level : 0 })
  }
  return scored
    .sort(compare)
    .slice(0, k)
    .map(({ priority: _priority, ...ranked }) => ranked)
}
