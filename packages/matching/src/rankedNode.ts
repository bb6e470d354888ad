import { ONE, POINTS } from './scales.js'
import type { RankedNode, Term, Weights } from './types.js'

/** Terms in whole points to the answer that shows them. */
export function rankedNode(
  nodeId: string,
  provider: string,
  rate: bigint,
  terms: Readonly<Record<Term, number>>,
  weights: Weights,
): RankedNode {
  const { price, reputation, latency, uptime, verifiedPower } = terms
  const points =
    price * weights.price +
    reputation * weights.reputation +
    latency * weights.latency +
    uptime * weights.uptime +
    verifiedPower * weights.verifiedPower
  const shown = (value: number): number => Math.floor((value * ONE) / POINTS)
  return {
    nodeId,
    provider,
    rate,
    points,
    total: shown(points / 10_000),
    terms: {
      price: shown(price),
      reputation: shown(reputation),
      latency: shown(latency),
      uptime: shown(uptime),
      verifiedPower: shown(verifiedPower),
    },
    weights,
  }
}
