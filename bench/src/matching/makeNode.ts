import { ETH_ADDRESS, type Region, type ResourceType, type Tier, type TrustLevel } from '@aiigo/domain'
import type { MatchNode } from '@aiigo/matching'
import type { Random } from './random.js'

export const TOKEN = ETH_ADDRESS

const TYPES: readonly (readonly [ResourceType, number])[] = [
  ['GPU', 0.45],
  ['CPU', 0.3],
  ['NETWORK', 0.1],
  ['MOBILE', 0.1],
  ['IOT', 0.05],
]
const REGION_SHARES: readonly (readonly [Region, number])[] = [
  ['US', 0.38],
  ['EU', 0.28],
  ['ASIA', 0.2],
  ['SA', 0.06],
  ['OC', 0.05],
  ['AF', 0.03],
]

interface Hardware {
  model: string
  vramGiB: number
  tflops: number
  /** log2 of hashes per second. */
  power: number
  /** Wei per million units of usage, usual. */
  rate: number
}

/** From common to rare; the faster the dearer. */
const HARDWARE: Readonly<Record<ResourceType, readonly (readonly [Hardware, number])[]>> = {
  GPU: [
    [{ model: 'NVIDIA GeForce RTX 3060', vramGiB: 12, tflops: 12.7, power: 29.5, rate: 1.6e10 }, 0.24],
    [{ model: 'NVIDIA GeForce RTX 3080', vramGiB: 10, tflops: 29.8, power: 31, rate: 3.7e10 }, 0.2],
    [{ model: 'NVIDIA GeForce RTX 4070', vramGiB: 12, tflops: 29.1, power: 31.2, rate: 3.9e10 }, 0.16],
    [{ model: 'NVIDIA GeForce RTX 4090', vramGiB: 24, tflops: 82.6, power: 33, rate: 7.4e10 }, 0.14],
    [{ model: 'AMD Radeon RX 7900 XTX', vramGiB: 24, tflops: 61.4, power: 32.2, rate: 5.6e10 }, 0.09],
    [{ model: 'NVIDIA RTX A6000', vramGiB: 48, tflops: 38.7, power: 31.9, rate: 9.3e10 }, 0.06],
    [{ model: 'NVIDIA L40S', vramGiB: 48, tflops: 91.6, power: 33.1, rate: 1.1e11 }, 0.04],
    [{ model: 'NVIDIA A100 80GB', vramGiB: 80, tflops: 77.9, power: 33.4, rate: 1.6e11 }, 0.04],
    [{ model: 'NVIDIA H100 80GB', vramGiB: 80, tflops: 204.9, power: 34.6, rate: 2.6e11 }, 0.02],
    [{ model: 'NVIDIA H200', vramGiB: 141, tflops: 240, power: 34.9, rate: 3.4e11 }, 0.01],
  ],
  CPU: [
    [{ model: 'AMD Ryzen 5 5600', vramGiB: 0, tflops: 0.6, power: 22, rate: 3e8 }, 0.4],
    [{ model: 'Intel Core i7-12700', vramGiB: 0, tflops: 0.9, power: 22.8, rate: 3.8e8 }, 0.3],
    [{ model: 'AMD EPYC 7763', vramGiB: 0, tflops: 3.5, power: 24.5, rate: 4.6e8 }, 0.2],
    [{ model: 'AMD EPYC 9654', vramGiB: 0, tflops: 7.4, power: 25.4, rate: 6e8 }, 0.1],
  ],
  NETWORK: [
    [{ model: '1 GbE', vramGiB: 0, tflops: 0, power: 18, rate: 6.6e12 }, 0.8],
    [{ model: '10 GbE', vramGiB: 0, tflops: 0, power: 20, rate: 8e12 }, 0.2],
  ],
  MOBILE: [
    [{ model: 'Pixel 8', vramGiB: 0, tflops: 1.5, power: 20, rate: 3.3e12 }, 0.6],
    [{ model: 'iPhone 15', vramGiB: 0, tflops: 2.1, power: 21, rate: 3.9e12 }, 0.4],
  ],
  IOT: [[{ model: 'Raspberry Pi 5', vramGiB: 0, tflops: 0.1, power: 16, rate: 1e11 }, 1]],
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/**
 * One node of the bench's market: types and regions of unequal size, price with power and reputation, uptime with
 * reputation, trust with both, 30 % taking no work.
 */
export function makeNode(random: Random, number: number): MatchNode {
  const resourceType = random.weighed(TYPES)
  const machine = random.weighed(HARDWARE[resourceType])
  // How seriously the provider takes it; everything but luck follows from it.
  const care = clamp(0.55 + 0.2 * random.normal(), 0, 1)
  const reputation = Math.round(10_000 * clamp(0.25 + 0.65 * care + 0.07 * random.normal(), 0, 1))
  const uptimeBps = Math.round(10_000 - 1_400 * clamp(0.75 - 0.7 * care + 0.15 * random.normal(), 0, 1) ** 2)
  const rate = Math.round(machine.rate * (0.7 + 0.6 * care) * Math.exp(0.22 * random.normal()))
  const tier: Tier = random.weighed([
    ['COMMUNITY', 0.9],
    ['CLOUD', 0.07],
    ['OWNED', 0.03],
  ] as const)
  const open = random.chance(0.7)
  return {
    id: flat(`0x${hex32(random)}${hex32(random)}`),
    // About four nodes a provider.
    provider: flat(
      `0x${Math.floor(number / 4)
        .toString(16)
        .padStart(40, '0')}`,
    ),
    resourceType,
    state: open || random.chance(0.6) ? 'ACTIVE' : 'INACTIVE',
    availability: open || random.chance(0.7) ? 'AVAILABLE' : 'DRAINING',
    online: open,
    freeUnits: unitsOf(random, resourceType),
    region: random.weighed(REGION_SHARES),
    tier,
    trustLevel: trustOf(random, care, reputation),
    reputation,
    asks: { [TOKEN]: rate.toString() },
    memoryMiB: 1_024 * 2 ** random.below(8),
    hardware: {
      model: machine.model,
      ...(machine.vramGiB > 0 ? { vramGiB: machine.vramGiB } : {}),
      ramGiB: 2 ** (3 + random.below(7)),
      bandwidthMbps: random.pick([50, 100, 250, 500, 1_000, 10_000]),
    },
    tflops: machine.tflops > 0 ? Math.round(machine.tflops * (0.85 + 0.3 * random.next()) * 10) / 10 : null,
    hashesPerSecond: BigInt(Math.round(2 ** (machine.power + 0.35 * random.normal()))),
    roundTripMs: random.chance(0.1) ? null : Math.round(clamp(12 + 45 * Math.exp(0.7 * random.normal()), 5, 900)),
    uptimeBps,
  }
}

function unitsOf(random: Random, type: ResourceType): number {
  if (type === 'GPU')
    return random.weighed([
      [0, 0.05],
      [1, 0.6],
      [2, 0.15],
      [4, 0.12],
      [8, 0.08],
    ] as const)
  if (type === 'CPU') return 2 ** (1 + random.below(7))
  return 1
}

function trustOf(random: Random, care: number, reputation: number): TrustLevel {
  const earned = 0.7 * care + 0.3 * (reputation / 10_000) + 0.12 * random.normal()
  return earned > 0.95 ? 'PARTNER' : earned > 0.78 ? 'TRUSTED' : earned > 0.55 ? 'VERIFIED' : 'BASIC'
}

const hex32 = (random: Random): string =>
  random
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0')

/** A text in one piece, as it comes from a database; V8 keeps concatenations as trees until the first read. */
const flat = (text: string): string => Buffer.from(text, 'latin1').toString('latin1')

/** Nodes made at a time, as many as a process reads from its database at a time. */
const PAGE = 5_000

/** The market, page by page: nothing keeps a million nodes. */
export function* makePages(count: number, random: Random): Generator<MatchNode[]> {
  for (let number = 0; number < count; ) {
    const page: MatchNode[] = []
    for (; page.length < PAGE && number < count; number++) page.push(makeNode(random, number))
    yield page
  }
}
