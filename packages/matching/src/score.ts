import { expectedLatencyMs } from './latency.js'
import { rankedNode } from './rankedNode.js'
import { latencyTerm, priceTerm, reputationTerm, uptimeTerm, verifiedPowerTerm } from './scales.js'
import type { MatchNode, MatchRequest, RankedNode, Weights } from './types.js'

/**
 * The node's ask in the request's token, base units per million units of usage; null when it does not take the token.
 */
export function askOf(node: MatchNode, token: string): bigint | null {
  const ask = node.asks[token]
  return ask === undefined || ask === '0' ? null : BigInt(ask)
}

/** Scores a node that has passed the filters: the weighted sum of the five terms. */
export function score(node: MatchNode, request: MatchRequest, weights: Weights): RankedNode {
  const rate = askOf(node, request.token) ?? 0n
  const points = {
    price: priceTerm(rate, request.priceScale ?? request.maxRate),
    reputation: reputationTerm(node.reputation),
    latency: latencyTerm(expectedLatencyMs(request.fromRegion, node.region, node.roundTripMs)),
    uptime: uptimeTerm(node.uptimeBps),
    verifiedPower: verifiedPowerTerm(node.hashesPerSecond),
  }
  return rankedNode(node.id, node.provider, rate, points, weights)
}
