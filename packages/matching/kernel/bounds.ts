import {
  B_LANE, B_PART, B_RECORD, BANDWIDTH_STEP, CLASS, COLUMN, DIRECTIONS, LATENCY, LATENCY_CAP, MEMORY_STEP, O_MODEL, O_SCHEDULE, OWN, OWN_BYTES,
  P_DIRECTIONS, PRICE, R_CHILD, R_CLASSES, R_COUNT, R_DIRECTIONS, R_MAX_BANDWIDTH, R_MAX_BPS, R_MAX_LATENCY, R_MAX_MEMORY, R_MAX_POWER, R_MAX_PRICE,
  R_MAX_RAM, R_MAX_REP, R_MAX_TFLOPS, R_MAX_UNITS, R_MAX_VRAM, R_MIN_BPS, R_MIN_LATENCY, R_MIN_POWER, R_MIN_PRICE, R_MIN_REP, R_MODELS, R_PARENT,
  R_PARENT_LANE, R_SCHEDULES, RAM_STEP, REP_POWER, TFLOPS_STEP, UNITS, UPTIME, UPTIME_SCALE, UPTIME_ZERO, VRAM_STEP,
} from './layout'

// Bounds of a block's open rows: every field's extremes, and the highest weighted sum along each of the part's
// directions. Closed rows do not count, because a search skips them. Values with more than 16 bits are rounded upwards.

/** Columns of 2 bytes before the directions. */
const FIELDS: u32 = R_DIRECTIONS / COLUMN

/**
 * Bounds of one block or record, before they go into a lane: 2 bytes for each column, directions included, then models
 * and schedules.
 */
const FRESH: u32 = <u32>memory.data(256, 16)
const FRESH_MODELS: u32 = (FIELDS + DIRECTIONS) * 2
const FRESH_SCHEDULES: u32 = FRESH_MODELS + 4
const SUMS: u32 = <u32>memory.data(32 * 4, 16)

// @ts-expect-error: decorator
@inline
function fresh(column: u32, value: u32): void {
  store<u16>(FRESH + column / (COLUMN / 2), <u16>value)
}

/** The upper 16 bits of a price, rounded down or up; prices are not negative, so their order is that of the bits. */
// @ts-expect-error: decorator
@inline
export function priceFloor(price: f32): u32 {
  return reinterpret<u32>(price) >>> 15
}
// @ts-expect-error: decorator
@inline
function priceCeiling(price: f32): u32 {
  return (reinterpret<u32>(price) + 0x7fff) >>> 15
}

/** The weighted sums of one row along four directions. */
// @ts-expect-error: decorator
@inline
function sumsOf(directions: u32, group: u32, price: v128, rep: v128, latency: v128, uptime: v128, power: v128): v128 {
  const at = directions + group * 80
  let sum = f32x4.mul(v128.load(at), price)
  sum = f32x4.add(sum, f32x4.mul(v128.load(at, 16), rep))
  sum = f32x4.add(sum, f32x4.mul(v128.load(at, 32), latency))
  sum = f32x4.add(sum, f32x4.mul(v128.load(at, 48), uptime))
  return f32x4.add(sum, f32x4.mul(v128.load(at, 64), power))
}

/** Computes the bounds of a block anew. @returns whether they differ from what its record says */
function computeBlock(block: u32): bool {
  let minPrice = Infinity as f32
  let maxPrice: f32 = 0
  let maxRep = -1
  let minRep = 0x7fff
  let maxPower = -1
  let minPower = 0x7fff
  let minLatency = 0x7fff
  let maxLatency = -1
  let maxBps = -1
  let minBps = 0x7fff
  let maxUnits = -1
  let maxMemory: u32 = 0
  let maxVram: u32 = 0
  let maxRam: u32 = 0
  let maxBandwidth: u32 = 0
  let maxTflops: u32 = 0
  let classes: u32 = 0
  let models: u32 = 0
  let schedules: u32 = 0
  const directions = load<u32>(load<u32>(block + B_PART) + P_DIRECTIONS)
  for (let group: u32 = 0; group < DIRECTIONS; group += 4) v128.store(SUMS + (group << 2), f32x4.splat(-Infinity as f32))
  for (let lane: u32 = 0; lane < 64; lane++) {
    const one = block + lane
    const kind = load<u8>(one, CLASS)
    if (kind & 0x80) continue
    const four = block + (lane << 2)
    const two = block + (lane << 1)
    const own = block + lane * OWN_BYTES
    const price = load<f32>(four, PRICE)
    const rep = <i32>load<i16>(four, REP_POWER)
    const power = <i32>load<i16>(four, REP_POWER + 2)
    const latency = min<i32>(load<i16>(two, LATENCY), LATENCY_CAP)
    const bps = <i32>load<i16>(two, UPTIME)
    minPrice = min<f32>(minPrice, price)
    maxPrice = max<f32>(maxPrice, price)
    maxRep = max<i32>(maxRep, rep)
    minRep = min<i32>(minRep, rep)
    maxPower = max<i32>(maxPower, power)
    minPower = min<i32>(minPower, power)
    minLatency = min<i32>(minLatency, latency)
    maxLatency = max<i32>(maxLatency, latency)
    maxBps = max<i32>(maxBps, bps)
    minBps = min<i32>(minBps, bps)
    maxUnits = max<i32>(maxUnits, load<i16>(two, UNITS))
    maxMemory = max<u32>(maxMemory, load<u8>(one, MEMORY_STEP))
    maxVram = max<u32>(maxVram, load<u8>(one, VRAM_STEP))
    maxRam = max<u32>(maxRam, load<u8>(one, RAM_STEP))
    maxBandwidth = max<u32>(maxBandwidth, load<u8>(one, BANDWIDTH_STEP))
    maxTflops = max<u32>(maxTflops, load<u8>(one, TFLOPS_STEP))
    classes |= 1 << kind
    models |= 1 << (load<u32>(own, OWN + O_MODEL) & 31)
    schedules |= 1 << (load<u32>(own, OWN + O_SCHEDULE) & 31)
    const p = f32x4.splat(price)
    const r = f32x4.splat(<f32>rep)
    const l = f32x4.splat(<f32>latency)
    const u = f32x4.splat(<f32>((max<i32>(bps, UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE))
    const v = f32x4.splat(<f32>power)
    for (let group: u32 = 0; group < DIRECTIONS / 4; group++) {
      const at = SUMS + (group << 4)
      v128.store(at, f32x4.pmax(v128.load(at), sumsOf(directions, group, p, r, l, u, v)))
    }
  }
  fresh(R_CLASSES, classes)
  fresh(R_MAX_UNITS, maxUnits)
  fresh(R_MIN_PRICE, priceFloor(minPrice))
  fresh(R_MAX_PRICE, priceCeiling(maxPrice))
  fresh(R_MIN_REP, minRep)
  fresh(R_MAX_REP, maxRep)
  fresh(R_MIN_POWER, minPower)
  fresh(R_MAX_POWER, maxPower)
  fresh(R_MIN_LATENCY, minLatency)
  fresh(R_MAX_LATENCY, maxLatency)
  fresh(R_MIN_BPS, minBps)
  fresh(R_MAX_BPS, maxBps)
  fresh(R_MAX_MEMORY, maxMemory)
  fresh(R_MAX_VRAM, maxVram)
  fresh(R_MAX_RAM, maxRam)
  fresh(R_MAX_BANDWIDTH, maxBandwidth)
  fresh(R_MAX_TFLOPS, maxTflops)
  for (let group: u32 = 0; group < DIRECTIONS; group += 8) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.ceil(v128.load(SUMS + (group << 2))))
    const high = i32x4.trunc_sat_f32x4_s(f32x4.ceil(v128.load(SUMS + (group << 2), 16)))
    v128.store(FRESH + ((FIELDS + group) << 1), i16x8.narrow_i32x4_s(low, high))
  }
  store<u32>(FRESH + FRESH_MODELS, models)
  store<u32>(FRESH + FRESH_SCHEDULES, schedules)
  return putLane(load<u32>(block + B_RECORD), load<u32>(block + B_LANE))
}

/** The fresh bounds into a lane of a record. @returns whether anything changed */
function putLane(record: u32, lane: u32): bool {
  let difference: u32 = 0
  let at = record + (lane << 1)
  for (let i: u32 = 0; i < FIELDS + DIRECTIONS; i++) {
    const value = load<u16>(FRESH + (i << 1))
    difference |= load<u16>(at) ^ value
    store<u16>(at, value)
    at += COLUMN
  }
  at = record + (lane << 2)
  difference |= load<u32>(at, R_MODELS) ^ load<u32>(FRESH + FRESH_MODELS)
  difference |= load<u32>(at, R_SCHEDULES) ^ load<u32>(FRESH + FRESH_SCHEDULES)
  store<u32>(at, load<u32>(FRESH + FRESH_MODELS), R_MODELS)
  store<u32>(at, load<u32>(FRESH + FRESH_SCHEDULES), R_SCHEDULES)
  return difference !== 0
}

// @ts-expect-error: decorator
@inline
function turned(eight: v128): v128 {
  return i8x16.shuffle(eight, eight, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
}
// @ts-expect-error: decorator
@inline
function swapped(eight: v128): v128 {
  return i8x16.shuffle(eight, eight, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)
}
// @ts-expect-error: decorator
@inline
function crossed(eight: v128): v128 {
  return i8x16.shuffle(eight, eight, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
}

// Flipping bits turns the order of 16-bit numbers round, or that of unsigned ones into that of signed ones.
const HIGHEST: u32 = 0
const LOWEST: u32 = 0xffff
const HIGHEST_UNSIGNED: u32 = 0x8000
const LOWEST_UNSIGNED: u32 = 0x7fff

/** The extreme of a column. @param flip which */
function extreme(at: u32, flip: u32): u32 {
  const flips = i16x8.splat(<i16>flip)
  let eight = i16x8.max_s(v128.xor(v128.load(at), flips), v128.xor(v128.load(at, 16), flips))
  eight = i16x8.max_s(eight, turned(eight))
  eight = i16x8.max_s(eight, swapped(eight))
  return i16x8.extract_lane_u(i16x8.max_s(eight, crossed(eight)), 0) ^ flip
}
// @ts-expect-error: decorator
@inline
function anyBit(at: u32): u32 {
  const four = v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)))
  return i32x4.extract_lane(four, 0) | i32x4.extract_lane(four, 1) | i32x4.extract_lane(four, 2) | i32x4.extract_lane(four, 3)
}
function anyClass(at: u32): u32 {
  let eight = v128.or(v128.load(at), v128.load(at, 16))
  eight = v128.or(eight, turned(eight))
  eight = v128.or(eight, swapped(eight))
  return i16x8.extract_lane_u(v128.or(eight, crossed(eight)), 0)
}

/** A record's children together, into its lane of the record above. @returns whether anything changed there */
export function liftRecord(record: u32): bool {
  const above = load<u32>(record + R_PARENT)
  if (above === 0) return false
  for (let column: u32 = 0; column < FIELDS + DIRECTIONS; column++) {
    store<u16>(FRESH + (column << 1), <u16>extreme(record + column * COLUMN, HIGHEST))
  }
  fresh(R_CLASSES, anyClass(record + R_CLASSES))
  fresh(R_MIN_PRICE, extreme(record + R_MIN_PRICE, LOWEST_UNSIGNED))
  fresh(R_MAX_PRICE, extreme(record + R_MAX_PRICE, HIGHEST_UNSIGNED))
  fresh(R_MIN_REP, extreme(record + R_MIN_REP, LOWEST))
  fresh(R_MIN_POWER, extreme(record + R_MIN_POWER, LOWEST))
  fresh(R_MIN_LATENCY, extreme(record + R_MIN_LATENCY, LOWEST))
  fresh(R_MIN_BPS, extreme(record + R_MIN_BPS, LOWEST))
  store<u32>(FRESH + FRESH_MODELS, anyBit(record + R_MODELS))
  store<u32>(FRESH + FRESH_SCHEDULES, anyBit(record + R_SCHEDULES))
  return putLane(above, load<u32>(record + R_PARENT_LANE))
}

/** Bounds of a block after any change, and of what is above it. */
export function refresh(block: u32): void {
  if (!computeBlock(block)) return
  let record = load<u32>(block + B_RECORD)
  while (record !== 0 && liftRecord(record)) record = load<u32>(record + R_PARENT)
}

/** A child's lane that bounds nothing: no class, so no search passes it. */
export function emptyLane(record: u32, lane: u32): void {
  const at = record + (lane << 1)
  for (let column: u32 = 0; column < FIELDS + DIRECTIONS; column++) store<i16>(at + column * COLUMN, -0x8000)
  store<u16>(at, 0, R_CLASSES)
  store<u16>(at, 0xffff, R_MIN_PRICE)
  store<u16>(at, 0, R_MAX_PRICE)
  store<i16>(at, 0x7fff, R_MIN_REP)
  store<i16>(at, 0x7fff, R_MIN_POWER)
  store<i16>(at, 0x7fff, R_MIN_LATENCY)
  store<i16>(at, 0x7fff, R_MIN_BPS)
  const four = record + (lane << 2)
  store<u32>(four, 0, R_MODELS)
  store<u32>(four, 0, R_SCHEDULES)
  store<u32>(four, 0, R_CHILD)
}

/** Bounds of everything below a record, then its own; for whole parts after they were filled. */
export function refreshBelow(record: u32, level: u32): void {
  const count = load<u32>(record + R_COUNT)
  for (let lane: u32 = 0; lane < count; lane++) {
    const child = load<u32>(record + R_CHILD + (lane << 2))
    if (level === 1) computeBlock(child)
    else {
      refreshBelow(child, level - 1)
      liftRecord(child)
    }
  }
}
