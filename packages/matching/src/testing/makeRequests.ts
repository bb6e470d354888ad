import { REGIONS, type Region, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { EXECUTORS } from '../executors.js'
import { ACCESS, type MatchNode, type MatchRequest, TERMS, type Weights } from '../types.js'
import { PROFILES } from '../weights.js'
import { SENSORS, TOKENS } from './makeMarket.js'
import type { Random } from './random.js'

/** A request of any kind, from broad to rare, about these nodes. */
export function makeMarketRequest(random: Random, nodes: readonly MatchNode[]): MatchRequest {
  const like = nodes.length > 0 ? random.pick(nodes) : undefined
  const token = random.chance(0.7) ? TOKENS[0] : TOKENS[1]
  const ask = BigInt(like?.asks[token] ?? '500')
  // How many of the optional filters there are: none in broad requests, most in rare ones.
  const strict = random.next() ** 2 * 0.6
  const maybe = <Value>(value: () => Value): Value | undefined => (random.chance(strict) ? value() : undefined)
  const someIds = (): string[] =>
    Array.from({ length: random.below(6) }, () => random.pick(nodes)?.id ?? '0x0000000000000000')
  return {
    buyer: random.chance(0.3) ? (like?.provider ?? 'nobody') : 'nobody',
    resourceType: like && random.chance(0.9) ? like.resourceType : 'GPU',
    units: random.chance(0.6) ? 1 : 1 + random.below(8),
    token,
    maxRate: random.chance(0.3)
      ? ask
      : random.chance(0.1)
        ? (1n << 120n) - 1n
        : (ask * BigInt(1 + random.below(300))) / 100n,
    priceScale: maybe(() => (ask > 0n ? ask : 1n)),
    memoryMiB: random.chance(0.5) ? 1 : 128 * (1 + random.below(16)),
    regions: maybe(() => Array.from({ length: 1 + random.below(3) }, () => random.pick<Region>(REGIONS))),
    fromRegion: random.chance(0.5) ? random.pick<Region>(REGIONS) : undefined,
    maxLatencyMs: maybe(() => random.below(600) / 2),
    minUptimeBps: maybe(() => 8_500 + random.below(1_501)),
    access: maybe(() => random.pick(ACCESS)),
    startAt: maybe(() => 1_700_000_000_000 + random.below(1_000_000_000)),
    seconds: maybe(() => random.below(20_000)),
    tiers: maybe(() => [random.pick(TIERS), random.pick(TIERS)]),
    minTrustLevel: maybe(() => random.pick(TRUST_LEVELS)),
    hardware: maybe(() => ({
      ...(random.chance(0.5) ? { model: random.pick(['h100', 'rtx', 'NVIDIA', 'epyc', 'nothing']) } : {}),
      ...(random.chance(0.5) ? { minVramGiB: 8 * (1 + random.below(10)) } : {}),
      ...(random.chance(0.3) ? { minRamGiB: 1 + random.below(128) } : {}),
      ...(random.chance(0.3) ? { minBandwidthMbps: 1 + random.below(500) } : {}),
      ...(random.chance(0.3) ? { sensor: random.pick([...SENSORS, 'pressure']) } : {}),
      ...(random.chance(0.2) ? { serves: true as const } : {}),
    })),
    minTflops: maybe(() => random.below(1_000) / 10 + 0.1),
    executor: maybe(() => random.pick(EXECUTORS)),
    allow: random.chance(0.05) ? someIds() : [],
    deny: random.chance(0.2) ? someIds() : [],
    tried: random.chance(0.2) ? someIds() : [],
    cooling: maybe(someIds),
    otherProviders: maybe(() => Array.from({ length: random.below(9) }, () => random.pick(nodes)?.provider ?? 'none')),
    tieSeed: random.chance(0.5) ? random.below(2 ** 32) : undefined,
    weights: random.chance(0.3) ? random.pick(Object.keys(PROFILES) as (keyof typeof PROFILES)[]) : makeWeights(random),
  }
}

/** Evenly over all weights; sometimes most of them 0. */
export function makeWeights(random: Random): Weights {
  const sparse = random.chance(0.2)
  const shares = TERMS.map(() => (sparse && random.chance(0.6) ? 0 : -Math.log(1 - random.next())))
  const sum = shares.reduce((total, share) => total + share, 0)
  if (sum === 0) return PROFILES.balanced
  const whole = shares.map((share) => Math.floor((10_000 * share) / sum))
  const fullest = whole.indexOf(Math.max(...whole))
  whole[fullest] = 10_000 - whole.reduce((total, weight, i) => (i === fullest ? total : total + weight), 0)
  return Object.fromEntries(TERMS.map((term, i) => [term, whole[i]])) as Weights
}
