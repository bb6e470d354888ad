import { MATCHING_PROFILES, type MatchingProfile, REGIONS, type Region, type ResourceType } from '@aiigo/domain'
import { type MatchRequest, TERMS, type Weights } from '@aiigo/matching'
import { TOKEN } from './makeNode.js'
import type { Random } from './random.js'

/** From broad to rare. */
export const CLASSES = ['broad', 'regional', 'budget', 'sla', 'hardware', 'rare'] as const
export type RequestClass = (typeof CLASSES)[number]

export interface BenchRequest {
  class: RequestClass
  request: MatchRequest
}

const TYPES: readonly (readonly [ResourceType, number])[] = [
  ['GPU', 0.5],
  ['CPU', 0.3],
  ['NETWORK', 0.08],
  ['MOBILE', 0.08],
  ['IOT', 0.04],
]

/** Usual rates in wei, to make limits from. */
const USUAL: Readonly<Record<ResourceType, number>> = { GPU: 4e10, CPU: 4e8, NETWORK: 7e12, MOBILE: 3.5e12, IOT: 1e11 }

/**
 * As many requests of each class, one after the other in turn, with weights evenly over all possible ones.
 * @param profile instead of those
 */
export function makeRequests(random: Random, each: number, profile?: MatchingProfile): BenchRequest[] {
  return Array.from({ length: each * CLASSES.length }, (_, i) => {
    const kind = CLASSES[i % CLASSES.length] as RequestClass
    return { class: kind, request: makeRequest(random, kind, profile ?? makeWeights(random)) }
  })
}

function makeRequest(random: Random, kind: RequestClass, weights: MatchRequest['weights']): MatchRequest {
  const resourceType = random.weighed(TYPES)
  const limit = (low: number, high: number): bigint =>
    BigInt(Math.round(USUAL[resourceType] * (low + (high - low) * random.next())))
  const base: MatchRequest = {
    buyer: '0xbuyer',
    resourceType,
    units: 1,
    token: TOKEN,
    maxRate: limit(1.5, 6),
    memoryMiB: 1_024,
    fromRegion: random.pick(REGIONS),
    allow: [],
    deny: [],
    tried: [],
    weights,
  }
  const isCompute = resourceType === 'GPU' || resourceType === 'CPU'
  switch (kind) {
    case 'broad':
      return base
    case 'regional':
      return { ...base, regions: someRegions(random), units: isCompute ? random.pick([1, 2]) : 1, memoryMiB: 4_096 }
    case 'budget':
      return { ...base, maxRate: limit(0.25, 1) }
    case 'sla':
      return {
        ...base,
        minUptimeBps: random.pick([9_900, 9_950, 9_990]),
        minTrustLevel: random.pick(['VERIFIED', 'TRUSTED'] as const),
        maxLatencyMs: random.pick([60, 90, 120]),
      }
    case 'hardware':
      return { ...base, maxRate: limit(2, 10), memoryMiB: 16_384, ...hardwareOf(random, resourceType) }
    case 'rare':
      return {
        ...base,
        maxRate: limit(1, 5),
        ...hardwareOf(random, resourceType),
        regions: [random.pick(REGIONS)],
        units: isCompute ? random.pick([4, 8]) : 1,
        minTrustLevel: random.pick(['TRUSTED', 'PARTNER'] as const),
        minUptimeBps: 9_900,
        memoryMiB: 32_768,
      }
  }
}

function someRegions(random: Random): Region[] {
  const first = random.pick(REGIONS)
  const second = random.pick(REGIONS)
  return first === second ? [first] : [first, second]
}

function hardwareOf(random: Random, type: ResourceType): Partial<MatchRequest> {
  if (type === 'GPU') {
    return random.pick<() => Partial<MatchRequest>>([
      () => ({ hardware: { model: random.pick(['RTX 4090', 'A100', 'H100', 'L40S', 'RTX 30']) } }),
      () => ({ hardware: { minVramGiB: random.pick([24, 48, 80]) } }),
      () => ({ minTflops: random.pick([25, 60, 90]) }),
    ])()
  }
  if (type === 'CPU') return { hardware: { model: 'EPYC', minRamGiB: random.pick([64, 128, 256]) } }
  return { hardware: { minBandwidthMbps: random.pick([500, 1_000]) } }
}

/** Evenly over all weights that add up. */
function makeWeights(random: Random): Weights {
  const shares = TERMS.map(() => -Math.log(1 - random.next()))
  const sum = shares.reduce((total, share) => total + share, 0)
  const whole = shares.map((share) => Math.floor((10_000 * share) / sum))
  whole[0] = 10_000 - whole.slice(1).reduce((total, weight) => total + weight, 0)
  return Object.fromEntries(TERMS.map((term, i) => [term, whole[i]])) as Weights
}

export const PROFILE_NAMES = MATCHING_PROFILES
