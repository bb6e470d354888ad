import { AVAILABILITIES, REGIONS, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { knownExecutors } from '../executors.js'
import type { AvailabilityChange, ReputationChange } from '../MatchIndex.js'
import { reputationTerm, verifiedPowerTerm } from '../scales.js'
import { type Hardware, MATCH_STATES, type MatchNode, type Schedule } from '../types.js'
import { idHigh, idLow, nodeIdOf } from './hex.js'
import { createHugeRates } from './hugeRates.js'
import { createInternedTexts } from './internedTexts.js'
import type { Kernel } from './kernel.js'
import { CLOSED, ROW } from './layout.js'
import type { Part } from './parts.js'
import { createProviderTable } from './providerTable.js'

/** Bit of a status, and the whole status of a node that takes work: ACTIVE, AVAILABLE, online. */
const ONLINE = 1 << 5
const OPEN = MATCH_STATES.indexOf('ACTIVE') | ONLINE
const MOST_16_BIT = 32_767
/** So many decimal digits are a number without loss. */
const EXACT_DIGITS = 15
const MOST_64_BIT = (1n << 64n) - 1n

/** The part of the hardware that is words: few machines differ in it, so each kind has a number. */
type Kind = Pick<Hardware, 'model' | 'sensors' | 'serves'>

/** The words of a node's hardware; null for a node that says none. */
function kindOf({ model, sensors, serves }: Hardware): Kind | null {
  if (model === undefined && sensors === undefined && serves === undefined) return null
  return {
    ...(model === undefined ? {} : { model }),
    ...(sensors === undefined ? {} : { sensors }),
    ...(serves ? { serves } : {}),
  }
}

/** Class of a node: which trust level and tier, and whether it takes work. */
export function classOf(tier: number, level: number, open: boolean): number {
  return tier * TRUST_LEVELS.length + level + (open ? 0 : CLOSED)
}

/**
 * Nodes to rows and back, through the kernel's staging area. A row is what the search compares: figures have 24
 * significant bits, units and latency end at 32 767, power is kept in points. Rates are exact.
 */
export function createRowCodec(kernel: Kernel) {
  const row = kernel.call.rowAddress()
  const models = createInternedTexts<Kind>(({ model = null, sensors = null, serves = false }) =>
    JSON.stringify([model, sensors, serves]),
  )
  const schedules = createInternedTexts<Schedule>((windows) => JSON.stringify(windows))
  const providers = createProviderTable()
  const hugeRates = createHugeRates()
  /** Names of regions that are not published, by node. */
  const oddRegions = new Map<string, string>()

  const figure = (value: number | null | undefined): number => value ?? -1
  const known = (value: number): number | undefined => (value < 0 ? undefined : shortest(value))

  return {
    models,
    schedules,
    providers,
    hugeRates,

    /** Stages all of a node but its price. */
    stage(node: MatchNode): void {
      const { i32, f32, u32 } = kernel.views()
      const open = node.state === 'ACTIVE' && node.online && node.availability === 'AVAILABLE'
      i32[(row + ROW.reputation) >> 2] = reputationTerm(node.reputation)
      i32[(row + ROW.power) >> 2] = verifiedPowerTerm(node.hashesPerSecond)
      i32[(row + ROW.latency) >> 2] = Math.min(MOST_16_BIT, node.roundTripMs ?? 0)
      i32[(row + ROW.uptime) >> 2] = node.uptimeBps
      i32[(row + ROW.class) >> 2] = classOf(TIERS.indexOf(node.tier), TRUST_LEVELS.indexOf(node.trustLevel), open)
      i32[(row + ROW.units) >> 2] = Math.min(MOST_16_BIT, node.freeUnits)
      f32[(row + ROW.memory) >> 2] = figure(node.memoryMiB)
      f32[(row + ROW.vram) >> 2] = figure(node.hardware.vramGiB)
      f32[(row + ROW.ram) >> 2] = figure(node.hardware.ramGiB)
      f32[(row + ROW.bandwidth) >> 2] = figure(node.hardware.bandwidthMbps)
      f32[(row + ROW.tflops) >> 2] = figure(node.tflops)
      u32[(row + ROW.model) >> 2] = models.intern(kindOf(node.hardware))
      u32[(row + ROW.schedule) >> 2] = schedules.intern(node.schedule)
      u32[(row + ROW.provider) >> 2] = providers.intern(node.provider)
      u32[(row + ROW.idHigh) >> 2] = idHigh(node.id)
      u32[(row + ROW.idLow) >> 2] = idLow(node.id)
      u32[(row + ROW.next) >> 2] = 0
      i32[(row + ROW.status) >> 2] =
        MATCH_STATES.indexOf(node.state) | (AVAILABILITIES.indexOf(node.availability) << 3) | (node.online ? ONLINE : 0)
      if (!(REGIONS as readonly string[]).includes(node.region)) oddRegions.set(node.id, node.region)
      else if (oddRegions.size > 0) oddRegions.delete(node.id)
    },

    /** Changes what is staged: a heartbeat, a reservation. */
    restageAvailability(changes: AvailabilityChange): void {
      const { i32 } = kernel.views()
      const { state, availability, online, freeUnits, roundTripMs } = changes
      let status = i32[(row + ROW.status) >> 2] as number
      if (state !== undefined) status = (status & ~7) | MATCH_STATES.indexOf(state)
      if (availability !== undefined) status = (status & ~(3 << 3)) | (AVAILABILITIES.indexOf(availability) << 3)
      if (online !== undefined) status = online ? status | ONLINE : status & ~ONLINE
      i32[(row + ROW.status) >> 2] = status
      const kind = (i32[(row + ROW.class) >> 2] as number) & ~CLOSED
      i32[(row + ROW.class) >> 2] = status === OPEN ? kind : kind | CLOSED
      if (freeUnits !== undefined) i32[(row + ROW.units) >> 2] = Math.min(MOST_16_BIT, freeUnits)
      if (typeof roundTripMs === 'number') i32[(row + ROW.latency) >> 2] = Math.min(MOST_16_BIT, roundTripMs)
    },

    /** Changes what is staged: finished work, challenges. */
    restageReputation({ reputation, trustLevel, uptimeBps, hashesPerSecond }: ReputationChange): void {
      const { i32 } = kernel.views()
      if (reputation !== undefined) i32[(row + ROW.reputation) >> 2] = reputationTerm(reputation)
      if (uptimeBps !== undefined) i32[(row + ROW.uptime) >> 2] = uptimeBps
      if (hashesPerSecond !== undefined) i32[(row + ROW.power) >> 2] = verifiedPowerTerm(hashesPerSecond)
      if (trustLevel !== undefined) {
        const kind = i32[(row + ROW.class) >> 2] as number
        const tier = Math.floor((kind & ~CLOSED) / TRUST_LEVELS.length)
        i32[(row + ROW.class) >> 2] = classOf(tier, TRUST_LEVELS.indexOf(trustLevel), (kind & CLOSED) === 0)
      }
    },

    /** Stages a price; 0 for a node that takes no token. */
    stagePrice(id: string, token: string, rate: bigint): void {
      const { f32, u64 } = kernel.views()
      f32[(row + ROW.price) >> 2] = Number(rate)
      if (rate >= MOST_64_BIT) {
        hugeRates.set(id, token, rate)
        u64[(row + ROW.rate) >> 3] = MOST_64_BIT
      } else {
        hugeRates.delete(id, token)
        u64[(row + ROW.rate) >> 3] = rate
      }
    },

    /**
     * The same from decimal digits, which most often fit a number: no bigint is made for them. @returns it as a number
     */
    stagePriceText(id: string, token: string, digits: string): number {
      if (digits.length > EXACT_DIGITS || hugeRates.has(id)) {
        const rate = BigInt(digits)
        this.stagePrice(id, token, rate)
        return Number(rate)
      }
      const { f32, u32 } = kernel.views()
      const rate = Number(digits)
      f32[(row + ROW.price) >> 2] = rate
      u32[(row + ROW.rate) >> 2] = rate
      u32[((row + ROW.rate) >> 2) + 1] = Math.floor(rate / 2 ** 32)
      return rate
    },

    /** The rate that is staged. */
    stagedRate(id: string, token: string): bigint {
      const rate = kernel.views().u64[(row + ROW.rate) >> 3] as bigint
      return rate === MOST_64_BIT ? (hugeRates.get(id, token) as bigint) : rate
    },

    forget(id: string): void {
      oddRegions.delete(id)
      hugeRates.forget(id)
    },

    /** The node in the staging area, without its asks. */
    unstage(part: Part): Omit<MatchNode, 'asks'> {
      const { i32, f32, u32 } = kernel.views()
      const whole = (field: number): number => i32[(row + field) >> 2] as number
      const real = (field: number): number => f32[(row + field) >> 2] as number
      const status = whole(ROW.status)
      const level = whole(ROW.class) & ~CLOSED
      const id = nodeIdOf(u32[(row + ROW.idHigh) >> 2] as number, u32[(row + ROW.idLow) >> 2] as number)
      const hardware: Hardware = {}
      const executors = knownExecutors(part.executors)
      const kind = models.value(whole(ROW.model))
      const [vramGiB, ramGiB] = [known(real(ROW.vram)), known(real(ROW.ram))]
      const bandwidthMbps = known(real(ROW.bandwidth))
      if (kind?.model !== undefined) hardware.model = kind.model
      if (kind?.sensors !== undefined) hardware.sensors = kind.sensors
      if (kind?.serves) hardware.serves = true
      if (vramGiB !== undefined) hardware.vramGiB = vramGiB
      if (ramGiB !== undefined) hardware.ramGiB = ramGiB
      if (bandwidthMbps !== undefined) hardware.bandwidthMbps = bandwidthMbps
      return {
        id,
        provider: providers.name(whole(ROW.provider)),
        resourceType: part.shelf.resourceType,
        state: MATCH_STATES[status & 7] as MatchNode['state'],
        availability: AVAILABILITIES[(status >> 3) & 3] as MatchNode['availability'],
        online: (status & ONLINE) !== 0,
        freeUnits: whole(ROW.units),
        region: REGIONS[part.region] ?? (oddRegions.get(id) as string),
        tier: TIERS[Math.floor(level / TRUST_LEVELS.length)] as MatchNode['tier'],
        trustLevel: TRUST_LEVELS[level % TRUST_LEVELS.length] as MatchNode['trustLevel'],
        reputation: whole(ROW.reputation) / 3,
        memoryMiB: known(real(ROW.memory)) ?? null,
        hardware,
        tflops: known(real(ROW.tflops)) ?? null,
        hashesPerSecond: hashesOf(whole(ROW.power)),
        roundTripMs: part.measured ? whole(ROW.latency) : null,
        uptimeBps: whole(ROW.uptime),
        schedule: schedules.value(whole(ROW.schedule)) ?? null,
        ...(executors ? { executors } : {}),
      }
    },
  }
}

export type RowCodec = ReturnType<typeof createRowCodec>

/** The shortest decimal that is the same 24-bit figure: what the provider wrote, in all likelihood. */
function shortest(value: number): number {
  for (let digits = 6; digits < 10; digits++) {
    const decimal = Number(value.toPrecision(digits))
    if (Math.fround(decimal) === value) return decimal
  }
  return value
}

/** The least hashes per second that are worth so many points. */
function hashesOf(points: number): bigint {
  if (points === 0) return 0n
  const whole = 2 ** (10 + Math.floor(points / 1_000))
  return BigInt(Math.ceil(whole * (1 + (points % 1_000) / 1_000)))
}
