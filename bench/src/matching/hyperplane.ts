import { createMatchIndex, type MatchNode, type MatchRequest } from '@aiigo/matching'
import { addNode, createColumns } from './columns.js'
import { makeNode, TOKEN } from './makeNode.js'
import { createRandom } from './random.js'
import type { Ranked } from './sides.js'
import { createSimdSide } from './simdSide.js'
import { bestTimesOf } from './timing.js'

const LIMIT = 3_000_000n

/**
 * The index's worst case: nodes that differ in everything while all have the same score for the request, so that no
 * bound excludes any. Price and reputation lie on the hyperplane of their weights (30 000 points = the limit of 3 000
 * 000: 100 base units a point).
 */
export function hyperplaneTimes(
  scan: object,
  count: number,
  k: number,
  rounds: number,
  compare: (name: string, expected: readonly Ranked[], got: readonly Ranked[]) => void,
): { worst: number } {
  const random = createRandom(5)
  const columns = createColumns(count)
  const nodes: MatchNode[] = []
  for (let i = 0; i < count; i++) {
    const reputation = random.below(10_000)
    const node: MatchNode = {
      ...makeNode(random, i),
      resourceType: 'GPU',
      reputation,
      asks: { [TOKEN]: String(reputation * 300 + 100) },
      trustLevel: random.pick(['BASIC', 'VERIFIED'] as const),
      freeUnits: 1 + random.below(8),
    }
    addNode(columns, node)
    nodes.push(node)
  }
  const index = createMatchIndex(nodes)
  const simd = createSimdSide(scan, columns, true)
  const base: MatchRequest = {
    buyer: '0xbuyer',
    resourceType: 'GPU',
    units: 1,
    token: TOKEN,
    maxRate: LIMIT,
    memoryMiB: 1,
    allow: [],
    deny: [],
    tried: [],
    weights: { price: 5_000, reputation: 5_000, latency: 0, uptime: 0, verifiedPower: 0 },
  }
  const requests: MatchRequest[] = [
    base,
    { ...base, tieSeed: 1 },
    { ...base, tieSeed: 2, regions: ['US', 'EU'] },
    { ...base, tieSeed: 3, units: 4 },
    { ...base, weights: { price: 0, reputation: 0, latency: 0, uptime: 0, verifiedPower: 10_000 }, tieSeed: 4 },
    { ...base, weights: { price: 4_999, reputation: 4_999, latency: 0, uptime: 2, verifiedPower: 0 }, tieSeed: 5 },
  ]
  const of = (i: number): MatchRequest => requests[i] as MatchRequest
  const own = bestTimesOf(requests.length, 3 * rounds, (i) => index.match(of(i), k))
  const theirs = bestTimesOf(requests.length, 3 * rounds, (i) => simd.match(of(i), k))
  for (const request of requests) compare('ties', simd.match(request, k), index.match(request, k).ranked)
  return { worst: Math.max(...own.map((time, i) => time / (theirs[i] as number))) }
}
