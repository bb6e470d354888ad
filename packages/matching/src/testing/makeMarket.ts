import { REGIONS, RESOURCE_TYPES, type Region, type ResourceType, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import type { MatchNode, Schedule } from '../types.js'
import { createRandom, type Random } from './random.js'

export const TOKENS = ['0x0000000000000000000000000000000000000000', `0x${'1'.repeat(40)}`] as const
/** As nodes that run images list theirs. */
const LISTS = [['wasm', 'container-amd64'], ['container-amd64'], ['wasm', 'container-arm64'], []]
const MODELS = ['NVIDIA H100 80GB', 'NVIDIA A100', 'RTX 4090', 'RTX 3080', 'EPYC 9654', 'Pixel 9'] as const

export const SHAPES = ['uniform', 'skewed', 'correlated', 'ties'] as const
export type Shape = (typeof SHAPES)[number]

/** `narrow`: one resource type in two regions, so that few nodes make many blocks. */
export type Width = 'wide' | 'narrow'

/**
 * Nodes of a market that never existed. `ties`: few distinct values, so that scores are often equal; everything else as
 * its name says.
 */
export function makeMarket(options: { nodes: number; seed: number; shape: Shape; width?: Width }): MatchNode[] {
  const random = createRandom(options.seed)
  return Array.from({ length: options.nodes }, (_, i) => makeMarketNode(random, i, options.shape, options.width))
}

/** One node; `number` makes its id. */
export function makeMarketNode(random: Random, number: number, shape: Shape, width: Width = 'wide'): MatchNode {
  const quality = shape === 'skewed' ? random.next() ** 6 : random.next()
  const near = (spread: number): number =>
    shape === 'correlated' ? Math.min(1, Math.max(0, quality + spread * random.normal())) : own(random, shape)
  const resourceType: ResourceType =
    width === 'narrow'
      ? 'GPU'
      : shape === 'skewed'
        ? (RESOURCE_TYPES[Math.floor(5 * random.next() ** 4)] as ResourceType)
        : random.pick(RESOURCE_TYPES.slice(0, 3))
  const price = Math.max(1, Math.round((shape === 'ties' ? 5 : 1000) * (0.1 + near(0.2))))
  return {
    id: `0x${(Math.imul(number + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}${number.toString(16).padStart(8, '0')}`,
    provider: `0x${(number % 50).toString(16).padStart(40, '0')}`,
    resourceType,
    state: random.chance(0.9) ? 'ACTIVE' : random.pick(['INACTIVE', 'SLASHED', 'PENDING'] as const),
    availability: random.chance(0.9) ? 'AVAILABLE' : random.pick(['DRAINING', 'UNAVAILABLE'] as const),
    online: random.chance(0.9),
    freeUnits: Math.floor(9 * near(0.3)),
    region: random.chance(0.02)
      ? 'MOON'
      : width === 'narrow'
        ? random.pick<Region>(['US', 'EU'])
        : shape === 'skewed' && random.chance(0.7)
          ? 'US'
          : random.pick<Region>(REGIONS),
    tier: random.chance(0.7) ? 'COMMUNITY' : random.pick(TIERS),
    trustLevel: random.pick(TRUST_LEVELS),
    reputation: Math.round(10_000 * near(0.1)),
    asks: asksOf(random, price),
    memoryMiB: random.chance(0.05) ? null : 128 * (1 + Math.floor(16 * near(0.3))),
    hardware: {
      ...(random.chance(0.9) ? { model: random.pick(MODELS) } : {}),
      ...(random.chance(0.8) ? { vramGiB: 8 * (1 + Math.floor(9 * near(0.2))) } : {}),
      ...(random.chance(0.8) ? { ramGiB: 4 * (1 + random.below(64)) } : {}),
      ...(random.chance(0.8) ? { bandwidthMbps: 10 * (1 + random.below(100)) } : {}),
      ...(number % 4 === 0 ? { sensors: SENSORS.slice(number % 3) } : {}),
      ...(number % 5 === 0 ? { serves: true as const } : {}),
    },
    tflops: random.chance(0.3) ? null : Math.round(1000 * near(0.1)) / 10,
    hashesPerSecond: BigInt(Math.floor(2 ** (shape === 'ties' ? 20 + random.below(3) : 45 * near(0.1)))),
    roundTripMs: random.chance(0.3)
      ? null
      : shape === 'ties'
        ? 10 * random.below(3)
        : Math.floor(500 * random.next() ** 2),
    uptimeBps: 8_500 + Math.round(1_500 * near(0.2)),
    schedule: random.chance(0.8) ? null : random.pick(SCHEDULES),
    ...(width === 'wide' && number % 3 === 0 ? { executors: LISTS[number % LISTS.length] as string[] } : {}),
  }
}

export const SENSORS = ['temperature', 'humidity', 'load']

const SCHEDULES: readonly Schedule[] = [
  [[0, 480]],
  [
    [480, 1_080],
    [1_920, 2_520],
  ],
  [
    [0, 1_440],
    [8_640, 10_080],
  ],
  [[0, 10_080]],
]

function own(random: Random, shape: Shape): number {
  if (shape === 'skewed') return random.next() ** 5
  if (shape === 'ties') return random.below(3) / 2
  return random.next()
}

function asksOf(random: Random, price: number): Record<string, string> {
  const kind = random.below(20)
  if (kind === 0) return {}
  if (kind === 1) return { [TOKENS[0]]: '0' }
  // Like wei: more digits than 24 bits hold, some beyond 64.
  const wei = BigInt(price) * 100_000_000_001n + BigInt(random.below(3))
  if (kind === 2) return { [TOKENS[1]]: (wei * 1_000_000_000n).toString(), [TOKENS[0]]: String(price) }
  if (kind < 8) return { [TOKENS[0]]: String(price), [TOKENS[1]]: wei.toString() }
  return { [TOKENS[0]]: String(price) }
}
