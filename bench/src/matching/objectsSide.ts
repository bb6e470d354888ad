import { TRUST_LEVELS } from '@aiigo/domain'
import { expectedLatencyMs, type MatchNode, type MatchRequest, PROFILES, tieKey } from '@aiigo/matching'
import { TOKEN } from './makeNode.js'
import type { Ranked, Side } from './sides.js'

/**
 * A node as an application would hold it: flat, with numbers instead of bigints and no nested objects, which is its
 * fastest form.
 */
interface PlainNode {
  id: string
  resourceType: string
  open: boolean
  units: number
  region: string
  tier: string
  level: number
  rate: number
  /** With 24 significant bits, for the score. */
  price: number
  memoryMiB: number
  model: string
  vramGiB: number
  ramGiB: number
  bandwidthMbps: number
  tflops: number
  reputationPoints: number
  powerPoints: number
  roundTripMs: number | null
  uptimeBps: number
}

/** Filter, score, sort, take the first: what anybody writes first. */
export function createObjectsSide(): Side & {
  add(node: MatchNode, points: { reputation: number; power: number }): void
} {
  const nodes: PlainNode[] = []
  return {
    add(node, points) {
      const { hardware } = node
      nodes.push({
        id: node.id,
        resourceType: node.resourceType,
        open: node.state === 'ACTIVE' && node.online && node.availability === 'AVAILABLE',
        units: node.freeUnits,
        region: node.region,
        tier: node.tier,
        level: TRUST_LEVELS.indexOf(node.trustLevel),
        rate: Number(node.asks[TOKEN] ?? 0),
        price: Math.fround(Number(node.asks[TOKEN] ?? 0)),
        memoryMiB: node.memoryMiB ?? -1,
        model: (hardware.model ?? '').toLowerCase(),
        vramGiB: hardware.vramGiB ?? -1,
        ramGiB: hardware.ramGiB ?? -1,
        bandwidthMbps: hardware.bandwidthMbps ?? -1,
        tflops: Math.fround(node.tflops ?? -1),
        reputationPoints: points.reputation,
        powerPoints: points.power,
        roundTripMs: node.roundTripMs,
        uptimeBps: node.uptimeBps,
      })
    },
    match(request: MatchRequest, k: number): Ranked[] {
      const { resourceType, units, memoryMiB, fromRegion, maxLatencyMs, minUptimeBps = 0, tieSeed } = request
      const regions = request.regions as readonly string[] | undefined
      const tiers = request.tiers as readonly string[] | undefined
      const level = request.minTrustLevel ? TRUST_LEVELS.indexOf(request.minTrustLevel) : 0
      const maxRate = Number(request.maxRate)
      const model = request.hardware?.model?.toLowerCase()
      const { minVramGiB = -1, minRamGiB = -1, minBandwidthMbps = -1 } = request.hardware ?? {}
      const minTflops = Math.fround(request.minTflops ?? -1)
      const weights = typeof request.weights === 'string' ? PROFILES[request.weights] : request.weights
      const perUnit = Math.fround(30_000 / Math.fround(maxRate))
      return nodes
        .filter(
          (node) =>
            node.resourceType === resourceType &&
            node.open &&
            node.units >= units &&
            node.rate > 0 &&
            node.rate <= maxRate &&
            node.memoryMiB >= memoryMiB &&
            node.level >= level &&
            node.uptimeBps >= minUptimeBps &&
            (!regions || regions.includes(node.region)) &&
            (!tiers || tiers.includes(node.tier)) &&
            node.vramGiB >= minVramGiB &&
            node.ramGiB >= minRamGiB &&
            node.bandwidthMbps >= minBandwidthMbps &&
            node.tflops >= minTflops &&
            (model === undefined || node.model.includes(model)) &&
            (maxLatencyMs === undefined ||
              expectedLatencyMs(fromRegion, node.region, node.roundTripMs) <= maxLatencyMs),
        )
        .map((node) => ({
          nodeId: node.id,
          level: node.level,
          points:
            weights.price * Math.max(0, Math.trunc(Math.fround(30_000 - Math.fround(node.price * perUnit)))) +
            weights.reputation * node.reputationPoints +
            weights.latency * Math.max(0, 100 * (300 - expectedLatencyMs(fromRegion, node.region, node.roundTripMs))) +
            weights.uptime * Math.max(0, 30 * (node.uptimeBps - 9_000)) +
            weights.verifiedPower * node.powerPoints,
        }))
        .sort((a, b) => b.points - a.points || tieBreak(a, b, tieSeed))
        .slice(0, k)
    },
  }
}

function tieBreak(
  a: { nodeId: string; level: number },
  b: { nodeId: string; level: number },
  seed: number | undefined,
): number {
  const first = Math.max(b.level, 2) - Math.max(a.level, 2)
  return first || tieKey(a.nodeId, seed) - tieKey(b.nodeId, seed) || (a.nodeId < b.nodeId ? -1 : 1)
}
