import {B_LANE, B_PART, B_RECORD, 
  BANDWIDTH, BLOCK_BYTES, CLASS, COLUMN, DIRECTIONS, FAN, LATENCY, LATENCY_CAP, MEMORY, MODEL, P_DIRECTIONS, PRICE, R_CHILD, R_CLASSES, R_COUNT, R_DIRECTIONS, R_MAX_BANDWIDTH, R_MAX_BPS, R_MAX_LATENCY, R_MAX_MEMORY, R_MAX_POWER, R_MAX_PRICE, R_MAX_RAM,
  R_MAX_REP, R_MAX_TFLOPS, R_MAX_UNITS, R_MAX_UPTIME, R_MAX_VRAM, R_MIN_LATENCY, R_MIN_POWER, R_MIN_PRICE, R_MIN_REP, R_MIN_UPTIME, R_MODELS, R_PARENT,
  R_PARENT_LANE, R_SCHEDULES, RAM,
  REP_POWER, SCHEDULE, TFLOPS, UNITS, UPTIME, UPTIME_SCALE, UPTIME_ZERO, VRAM,
} from './layout'

// What is the most that a block's open rows can offer? Every field's extremes, and the highest weighted sum along each of the part's
// directions. Closed rows don't count: a search skips them anyway.

/** Bounds of one block, before they go into a lane: one value for each column. */
const FRESH: u32 = <u32>memory.data(20 * 4, 16)
const SUMS: u32 = <u32>memory.data(32 * 4, 16)

// @ts-expect-error: decorator
@inline
function fresh(column: u32): u32 {
  return FRESH + (column >>> 4)
}

/** The weighted sums of one row along all directions, four at a time; `visit` is inlined by hand in the two callers. */
// @ts-expect-error: decorator
@inline
function sumsOf(directions: u32, group: u32, price: v128, rep: v128, latency: v128, uptime: v128, power: v128): v128 {
  const at = directions + group * 80
  // Five products, added in this order wherever the sum is used.
  let sum = f32x4.mul(v128.load(at), price)
  sum = f32x4.add(sum, f32x4.mul(v128.load(at, 16), rep))
  sum = f32x4.add(sum, f32x4.mul(v128.load(at, 32), latency))
  sum = f32x4.add(sum, f32x4.mul(v128.load(at, 48), uptime))
  return f32x4.add(sum, f32x4.mul(v128.load(at, 64), power))
}

/** Computes the bounds of a block anew. @returns whether they differ from what its record says */
function computeBlock(block: u32): bool {
  let minPrice = Infinity as f32
  let maxPrice = -Infinity as f32
  let maxRep = -1
  let minRep = 0x7fffffff
  let maxPower = -1
  let minPower = 0x7fffffff
  let minLatency = 0x7fffffff
  let maxLatency = -1
  let maxBps = -1
  let minBps = 0x7fffffff
  let maxUnits = -1
  let maxMemory: f32 = -2
  let maxVram: f32 = -2
  let maxRam: f32 = -2
  let maxBandwidth: f32 = -2
  let maxTflops: f32 = -2
  let classes: u32 = 0
  let models: u32 = 0
  let schedules: u32 = 0
  const directions = load<u32>(load<u32>(block + B_PART) + P_DIRECTIONS)
  for (let group: u32 = 0; group < DIRECTIONS; group += 4) v128.store(SUMS + (group << 2), f32x4.splat(-Infinity as f32))
  for (let lane: u32 = 0; lane < 64; lane++) {
    const kind = load<u8>(block + lane, CLASS)
    if (kind & 0x80) continue
    const four = block + (lane << 2)
    const two = block + (lane << 1)
    const price = load<f32>(four, PRICE)
    const rep = <i32>load<i16>(four, REP_POWER)
    const power = <i32>load<i16>(four, REP_POWER + 2)
    const latency = min<i32>(load<i16>(two, LATENCY), LATENCY_CAP)
    const bps = <i32>load<i16>(two, UPTIME)
    const units = <i32>load<i16>(two, UNITS)
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
    maxUnits = max<i32>(maxUnits, units)
    maxMemory = max<f32>(maxMemory, load<f32>(four, MEMORY))
    maxVram = max<f32>(maxVram, load<f32>(four, VRAM))
    maxRam = max<f32>(maxRam, load<f32>(four, RAM))
    maxBandwidth = max<f32>(maxBandwidth, load<f32>(four, BANDWIDTH))
    maxTflops = max<f32>(maxTflops, load<f32>(four, TFLOPS))
    classes |= 1 << kind
    models |= 1 << (load<u32>(four, MODEL) & 31)
    schedules |= 1 << (load<u32>(four, SCHEDULE) & 31)
    const p = f32x4.splat(price)
    const r = f32x4.splat(<f32>rep)
    const l = f32x4.splat(<f32>latency)
    const u = f32x4.splat(<f32>uptimePoints(bps))
    const v = f32x4.splat(<f32>power)
    for (let group: u32 = 0; group < DIRECTIONS / 4; group++) {
      const at = SUMS + (group << 4)
      v128.store(at, f32x4.pmax(v128.load(at), sumsOf(directions, group, p, r, l, u, v)))
    }
  }
  store<f32>(fresh(R_MIN_PRICE), minPrice)
  store<f32>(fresh(R_MAX_PRICE), maxPrice)
  store<f32>(fresh(R_MAX_REP), <f32>maxRep)
  store<f32>(fresh(R_MIN_REP), <f32>minRep)
  store<f32>(fresh(R_MAX_POWER), <f32>maxPower)
  store<f32>(fresh(R_MIN_POWER), <f32>minPower)
  store<f32>(fresh(R_MIN_LATENCY), <f32>minLatency)
  store<f32>(fresh(R_MAX_LATENCY), <f32>maxLatency)
  store<f32>(fresh(R_MAX_UPTIME), <f32>uptimePoints(maxBps))
  store<f32>(fresh(R_MIN_UPTIME), <f32>uptimePoints(minBps))
  store<f32>(fresh(R_MAX_BPS), <f32>maxBps)
  store<f32>(fresh(R_MAX_UNITS), <f32>maxUnits)
  store<f32>(fresh(R_MAX_MEMORY), maxMemory)
  store<f32>(fresh(R_MAX_VRAM), maxVram)
  store<f32>(fresh(R_MAX_RAM), maxRam)
  store<f32>(fresh(R_MAX_BANDWIDTH), maxBandwidth)
  store<f32>(fresh(R_MAX_TFLOPS), maxTflops)
  store<u32>(fresh(R_CLASSES), classes)
  store<u32>(fresh(R_MODELS), models)
  store<u32>(fresh(R_SCHEDULES), schedules)
  return putLane(load<u32>(block + B_RECORD), load<u32>(block + B_LANE))
}

// @ts-expect-error: decorator
@inline
function uptimePoints(bps: i32): i32 {
  return (max<i32>(bps, UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE
}

/** The fresh bounds into a lane of a record. @returns whether anything changed */
function putLane(record: u32, lane: u32): bool {
  let difference: u32 = 0
  let at = record + (lane << 2)
  for (let i: u32 = 0; i < 20; i++) {
    const value = load<u32>(FRESH + (i << 2))
    difference |= load<u32>(at) ^ value
    store<u32>(at, value)
    at += COLUMN
  }
  for (let i: u32 = 0; i < DIRECTIONS; i++) {
    const value = load<u32>(SUMS + (i << 2))
    difference |= load<u32>(at) ^ value
    store<u32>(at, value)
    at += COLUMN
  }
  return difference !== 0
}

// @ts-expect-error: decorator
@inline
function highest(at: u32): f32 {
  const four = f32x4.pmax(f32x4.pmax(v128.load(at), v128.load(at, 16)), f32x4.pmax(v128.load(at, 32), v128.load(at, 48)))
  const two = f32x4.pmax(four, i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return max<f32>(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1))
}
// @ts-expect-error: decorator
@inline
function lowest(at: u32): f32 {
  const four = f32x4.pmin(f32x4.pmin(v128.load(at), v128.load(at, 16)), f32x4.pmin(v128.load(at, 32), v128.load(at, 48)))
  const two = f32x4.pmin(four, i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return min<f32>(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1))
}
// @ts-expect-error: decorator
@inline
function anyBit(at: u32): u32 {
  const four = v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)))
  return i32x4.extract_lane(four, 0) | i32x4.extract_lane(four, 1) | i32x4.extract_lane(four, 2) | i32x4.extract_lane(four, 3)
}

/** A record's children together, into its lane of the record above. @returns whether anything changed there */
export function liftRecord(record: u32): bool {
  const above = load<u32>(record + R_PARENT)
  if (above === 0) return false
  for (let column: u32 = 0; column < 17; column++) {
    const at = record + column * COLUMN
    const least =
      column === R_MIN_PRICE / COLUMN ||
      column === R_MIN_REP / COLUMN ||
      column === R_MIN_POWER / COLUMN ||
      column === R_MIN_LATENCY / COLUMN ||
      column === R_MIN_UPTIME / COLUMN
    store<f32>(FRESH + (column << 2), least ? lowest(at) : highest(at))
  }
  for (let column: u32 = 17; column < 20; column++) store<u32>(FRESH + (column << 2), anyBit(record + column * COLUMN))
  for (let i: u32 = 0; i < DIRECTIONS; i++) store<f32>(SUMS + (i << 2), highest(record + R_DIRECTIONS + i * COLUMN))
  return putLane(above, load<u32>(record + R_PARENT_LANE))
}

/** Bounds of a block after any change, and of what is above it. */
export function refresh(block: u32): void {
  if (!computeBlock(block)) return
  let record = load<u32>(block + B_RECORD)
  while (record !== 0 && liftRecord(record)) record = load<u32>(record + R_PARENT)
}

/** A child's lane that bounds nothing: no search passes it. */
export function emptyLane(record: u32, lane: u32): void {
  const at = record + (lane << 2)
  for (let column: u32 = 0; column < 20; column++) store<f32>(at + column * COLUMN, -Infinity as f32)
  store<f32>(at + R_MIN_PRICE, Infinity as f32)
  store<f32>(at + R_MIN_REP, Infinity as f32)
  store<f32>(at + R_MIN_POWER, Infinity as f32)
  store<f32>(at + R_MIN_LATENCY, Infinity as f32)
  store<f32>(at + R_MIN_UPTIME, Infinity as f32)
  store<u32>(at + R_CLASSES, 0)
  store<u32>(at + R_MODELS, 0)
  store<u32>(at + R_SCHEDULES, 0)
  for (let i: u32 = 0; i < DIRECTIONS; i++) store<f32>(at + R_DIRECTIONS + i * COLUMN, -Infinity as f32)
  store<u32>(at + R_CHILD, 0)
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
