import { contractLevelOf, LEVEL_FOR, REGIONS, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { canRun } from '../executors.js'
import { regionPairMs, UNKNOWN_LATENCY_MS } from '../latency.js'
import { LATENCY_ZERO_MS, POINTS } from '../scales.js'
import { isOpen, MINUTES_PER_WEEK, minuteOfWeek } from '../schedule.js'
import { priorityOf } from '../tieOrder.js'
import type { MatchRequest, Weights } from '../types.js'
import { classOf, type RowCodec } from './createRowCodec.js'
import type { Kernel } from './kernel.js'
import { FLAG, PART, REQUEST } from './layout.js'
import type { Part, Shelf } from './parts.js'
import { createVerdictTable } from './verdictTable.js'

const MOST_64_BIT = (1n << 64n) - 1n
const PER_MS = POINTS / LATENCY_ZERO_MS

/** Priority of each class among equal scores, in the upper two bits of a byte; 0 goes first. */
const PRIORITIES = new Uint8Array(16)
TIERS.forEach((_, tier) => {
  TRUST_LEVELS.forEach((level, index) => {
    PRIORITIES[classOf(tier, index, true)] = (2 - priorityOf(level)) << 6
  })
})

/** Rank of the trust level that counts for kinds of contracts, of each class. */
export const CONTRACT_LEVELS = new Uint8Array(16)
TIERS.forEach((tier, index) => {
  TRUST_LEVELS.forEach((level, rank) => {
    CONTRACT_LEVELS[classOf(index, rank, true)] = TRUST_LEVELS.indexOf(contractLevelOf(level, tier))
  })
})

/** The points per base unit that the price term loses, in single precision. */
export function perUnitOf({ maxRate, priceScale }: MatchRequest): number {
  return Math.fround(POINTS / Math.fround(Number(priceScale ?? maxRate)))
}

/** Twice the expected latency of a part's nodes: at 0 measured milliseconds, and what each measured one adds. */
export function latencyOf({ region, measured }: Part, { fromRegion }: MatchRequest): { base: number; slope: number } {
  const pair = regionPairMs(fromRegion, REGIONS[region] ?? '')
  if (!measured) return { base: 2 * (pair ?? UNKNOWN_LATENCY_MS), slope: 0 }
  return pair === null ? { base: 0, slope: 2 } : { base: pair, slope: 1 }
}

/** Puts requests into the form that the kernel searches with. */
export function createRequestWriter(kernel: Kernel, codec: RowCodec) {
  const at = kernel.call.requestAddress()
  const list = kernel.call.partsAddress()
  const excluded = kernel.call.excludedAddress()
  const models = createVerdictTable(kernel, codec.models, false)
  const schedules = createVerdictTable(kernel, codec.schedules, true)

  /** Appends a part, unless nothing in it can be near enough. @returns the next index */
  function writePart(part: Part, index: number, request: MatchRequest): number {
    const { base, slope } = latencyOf(part, request)
    let most = 32_767
    if (request.maxLatencyMs !== undefined) {
      const room = 2 * request.maxLatencyMs - base
      if (room < 0) return index
      if (slope > 0) most = Math.min(most, Math.floor(room / slope))
    }
    const { i32 } = kernel.views()
    const entry = (list + index * PART.bytes) >> 2
    i32[entry] = part.address
    i32[entry + (PART.a >> 2)] = POINTS - (PER_MS / 2) * base
    i32[entry + (PART.b >> 2)] = (PER_MS / 2) * slope
    i32[entry + (PART.maxMeasured >> 2)] = most
    return index + 1
  }

  return {
    /**
     * Writes the filters and weights of a request that was validated.
     */
    write(request: MatchRequest, weights: Weights, k: number): void {
      const { hardware = {}, maxRate, startAt, seconds = 0 } = request
      let flags = 0
      // Tables first: they may grow the memory.
      if (hardware.model !== undefined || hardware.sensor !== undefined || hardware.serves) {
        const { sensor, serves = false } = hardware
        const wanted = (hardware.model ?? '').toLowerCase()
        const { address, bits } = models.show(
          JSON.stringify([wanted, sensor ?? null, serves]),
          ({ model = '', sensors = [], serves: has = false }) =>
            (has || !serves) &&
            model.toLowerCase().includes(wanted) &&
            (sensor === undefined || sensors.includes(sensor)),
        )
        const { i32 } = kernel.views()
        i32[(at + REQUEST.models) >> 2] = address
        i32[(at + REQUEST.modelBits) >> 2] = bits
        flags |= FLAG.model
      }
      if (startAt !== undefined && codec.schedules.size() > 1) {
        const question = `${minuteOfWeek(startAt) % MINUTES_PER_WEEK} ${startAt % 60_000} ${seconds}`
        const { address, bits } = schedules.show(question, (schedule) => isOpen(schedule, startAt, seconds))
        const { i32 } = kernel.views()
        i32[(at + REQUEST.schedules) >> 2] = address
        i32[(at + REQUEST.scheduleBits) >> 2] = bits
        flags |= FLAG.schedule
      }
      const { u8, i32, f32, u32, u64 } = kernel.views()
      let place = excluded >> 2
      for (const provider of [request.buyer, ...(request.otherProviders ?? [])]) {
        const known = codec.providers.find(provider)
        if (known > 0) u32[place++] = known
      }
      if (place > excluded >> 2) flags |= FLAG.excluded
      u32[place] = 0
      if (request.tieSeed !== undefined) {
        u32[(at + REQUEST.seed) >> 2] = request.tieSeed
        flags |= FLAG.seed
      }
      if (request.minUptimeBps !== undefined) {
        i32[(at + REQUEST.minBps) >> 2] = Math.ceil(request.minUptimeBps)
        flags |= FLAG.sla
      }
      if (request.maxLatencyMs !== undefined) flags |= FLAG.latency
      if (request.priceScale !== undefined && request.priceScale < maxRate) flags |= FLAG.scale
      u64[(at + REQUEST.maxRate) >> 3] = maxRate > MOST_64_BIT ? MOST_64_BIT : maxRate
      // Above 24 bits different rates can look equal.
      if (maxRate >= 1n << 24n) flags |= FLAG.exactRate
      i32[(at + REQUEST.k) >> 2] = k
      i32[(at + REQUEST.units) >> 2] = request.units
      f32[(at + REQUEST.maxPrice) >> 2] = Number(maxRate)
      f32[(at + REQUEST.perUnit) >> 2] = perUnitOf(request)
      f32[(at + REQUEST.memory) >> 2] = request.memoryMiB
      f32[(at + REQUEST.vram) >> 2] = hardware.minVramGiB ?? 0
      f32[(at + REQUEST.ram) >> 2] = hardware.minRamGiB ?? 0
      f32[(at + REQUEST.bandwidth) >> 2] = hardware.minBandwidthMbps ?? 0
      f32[(at + REQUEST.tflops) >> 2] = request.minTflops ?? 0
      i32[(at + REQUEST.weightPrice) >> 2] = weights.price
      i32[(at + REQUEST.weightReputation) >> 2] = weights.reputation
      i32[(at + REQUEST.weightLatency) >> 2] = weights.latency
      i32[(at + REQUEST.weightUptime) >> 2] = weights.uptime
      i32[(at + REQUEST.weightPower) >> 2] = weights.verifiedPower
      let classes = 0
      const lowest = levelOf(request.minTrustLevel)
      const lowestForContract = levelOf(request.access && LEVEL_FOR[request.access])
      for (let tier = 0; tier < TIERS.length; tier++) {
        const wanted = !request.tiers || request.tiers.includes(TIERS[tier] as (typeof TIERS)[number])
        for (let level = 0; level < TRUST_LEVELS.length; level++) {
          const kind = classOf(tier, level, true)
          const passes = wanted && level >= lowest && (CONTRACT_LEVELS[kind] ?? 0) >= lowestForContract
          u8[at + REQUEST.allowed + kind] = passes ? 0xff : 0
          if (passes) classes |= 1 << kind
        }
      }
      i32[(at + REQUEST.classes) >> 2] = classes
      u8.set(PRIORITIES, at + REQUEST.priority)
      i32[(at + REQUEST.flags) >> 2] = flags
    },

    /**
     * Writes where to search.
     * @param listed receives the parts in the order of their indices
     */
    writeShelf(request: MatchRequest, weights: Weights, shelf: Shelf, listed: Part[]): void {
      const { i32 } = kernel.views()
      let index = 0
      for (const part of shelf.parts) {
        if (!canRun(part.executors, request.executor)) continue
        const region = REGIONS[part.region]
        if (request.regions && (region === undefined || !request.regions.includes(region))) continue
        const next = writePart(part, index, request)
        if (next > index) listed[index] = part
        index = next
      }
      listed.length = index
      i32[(at + REQUEST.parts) >> 2] = index
      const perMs = request.fromRegion === undefined ? PER_MS : PER_MS / 2
      shelf.directions.choose(at, weights, perUnitOf(request), perMs, Number(request.maxRate))
    },
  }
}

export type RequestWriter = ReturnType<typeof createRequestWriter>

const levelOf = (level: (typeof TRUST_LEVELS)[number] | undefined): number => (level ? TRUST_LEVELS.indexOf(level) : 0)
