import {B_PART, 
  BANDWIDTH, CLASS, COLUMN, FAN, ID_HIGH, ID_LOW, LATENCY, MEMORY, MODEL, P_BLOCKS, P_TOP_COUNT, P_TOPS, PRICE, PROVIDER, 
  R_CHILD, R_CLASSES, R_COUNT, R_DIRECTIONS, R_MAX_BANDWIDTH, R_MAX_BPS, R_MAX_LATENCY, R_MAX_MEMORY, R_MAX_POWER, R_MAX_PRICE, R_MAX_RAM, R_MAX_REP, R_MAX_TFLOPS, R_MAX_UNITS,R_MAX_UPTIME, 
  R_MAX_VRAM, R_MIN_LATENCY, R_MIN_PRICE, R_MODELS, R_SCHEDULES, RAM, RATE, REP_POWER,SCHEDULE, TFLOPS, UNITS, UPTIME, UPTIME_SCALE, UPTIME_ZERO, VRAM,
} from './layout'
import { scratch } from './memory'
import {D_BYTES, D_COLUMN, D_FACTOR, D_LATENCY, D_POWER, D_POWER_AT, D_PRICE, D_PRICE_AT, D_REP, D_REP_AT, D_SLACK, D_UPTIME, D_UPTIME_AT,F_BYTES, F_HANDLE, F_HIGH, F_KEY, F_LOW, F_PART, F_POINTS, FLAG_BUYER,
  FLAG_EXACT_RATE, FLAG_LATENCY, FLAG_MODEL, FLAG_MORE, FLAG_SCALE, FLAG_SCHEDULE, FLAG_SEED, FLAG_SLA, 
  FOUND, FOUND_ROOM, MAX_PARTS, PARTS, PR_A, PR_B, PR_BYTES, PR_MAX_MEASURED, PR_PART, Q_ALLOWED,
  Q_BANDWIDTH, Q_BEST, Q_BUYER, Q_CLASSES, Q_DIRECTIONS, Q_FLAGS, Q_K, Q_MAX_PRICE, Q_MAX_RATE, Q_MEMORY, Q_MIN_BPS, Q_MODEL_BITS, Q_MODELS, Q_PARTS,
  Q_PER_UNIT, Q_PRIORITY, Q_RAM, Q_SCHEDULE_BITS, Q_SCHEDULES, Q_SEED, Q_TFLOPS, Q_UNITS, Q_VRAM, Q_W_LATENCY, Q_W_POWER, Q_W_PRICE, Q_W_REP, Q_W_UPTIME,
  REQUEST, 
} from './request'
import { at1, at4, at8 } from './rows'

// Best first: a queue of records and blocks by the most they could offer; what offers less than the k-th best found is never read. When
// most of a part has to be read anyway (ties, weak bounds), the queue is given up and the rest is read in the order it lies in.

// The request, spread over vectors; set by `begin`.
let allowed: v128 = i32x4.splat(0)
let priority: v128 = i32x4.splat(0)
let units: v128 = i32x4.splat(0)
let maxPrice: v128 = i32x4.splat(0)
let perUnit: v128 = i32x4.splat(0)
let leastMemory: v128 = i32x4.splat(0)
let leastBps: v128 = i32x4.splat(0)
let wRepPower: v128 = i32x4.splat(0)
let wPriceLatency: v128 = i32x4.splat(0)
let wUptime: v128 = i32x4.splat(0)
let flags: u32 = 0
let seed: u32 = 0
let k: u32 = 0
let found: u32 = 0
/** Points of the worst kept row once k are kept; -1 before. */
let threshold: i32 = -1
/** Its tie key, priority included. */
let worstKey: u32 = 0xffffffff

// Where the open part stands.
let partIndex: u32 = 0
let latencyA: v128 = i32x4.splat(0)
let latencyB: v128 = i32x4.splat(0)
let latencyCap: v128 = i32x4.splat(0)
let mostMeasured: v128 = i32x4.splat(0)
let openPart: u32 = 0xffffffff

const POINTS: v128 = f32x4.splat(30000)
const SCORES: u32 = <u32>memory.data(64, 16)
const BOUNDS: u32 = <u32>memory.data(64, 16)

let queue: u32 = 0
let queued: u32 = 0
let blocksRead: u32 = 0

export function searchBlocksRead(): u32 {
  return blocksRead
}

function begin(): void {
  allowed = v128.load(REQUEST + Q_ALLOWED)
  priority = v128.load(REQUEST + Q_PRIORITY)
  units = i16x8.splat(<i16>load<i32>(REQUEST + Q_UNITS))
  maxPrice = f32x4.splat(load<f32>(REQUEST + Q_MAX_PRICE))
  perUnit = f32x4.splat(load<f32>(REQUEST + Q_PER_UNIT))
  leastMemory = f32x4.splat(load<f32>(REQUEST + Q_MEMORY))
  leastBps = i16x8.splat(<i16>load<i32>(REQUEST + Q_MIN_BPS))
  wRepPower = i32x4.splat((load<i32>(REQUEST + Q_W_POWER) << 16) | load<i32>(REQUEST + Q_W_REP))
  wPriceLatency = i32x4.splat((load<i32>(REQUEST + Q_W_LATENCY) << 16) | load<i32>(REQUEST + Q_W_PRICE))
  wUptime = i16x8.splat(<i16>load<i32>(REQUEST + Q_W_UPTIME))
  flags = load<u32>(REQUEST + Q_FLAGS)
  seed = load<u32>(REQUEST + Q_SEED)
  k = load<u32>(REQUEST + Q_K)
  found = 0
  threshold = -1
  worstKey = 0xffffffff
  openPart = 0xffffffff
  blocksRead = 0
}

function enter(index: u32): void {
  if (index === openPart) return
  openPart = index
  const at = PARTS + index * PR_BYTES
  partIndex = index
  const b = load<i32>(at + PR_B)
  latencyA = i16x8.splat(<i16>load<i32>(at + PR_A))
  latencyB = i16x8.splat(<i16>b)
  // Beyond it the term is 0 whatever the regions; times B it still fits 16 bits.
  latencyCap = i16x8.splat(b === 100 ? 300 : 600)
  mostMeasured = i16x8.splat(<i16>load<i32>(at + PR_MAX_MEASURED))
}

// ---- the k best so far: a heap with the worst on top

// @ts-expect-error: decorator
@inline
function entry(i: u32): u32 {
  return FOUND + i * F_BYTES
}

/** Whether entry a ranks below entry b. */
function below(a: u32, b: u32): bool {
  const pa = load<i32>(a + F_POINTS)
  const pb = load<i32>(b + F_POINTS)
  if (pa !== pb) return pa < pb
  const ka = load<u32>(a + F_KEY)
  const kb = load<u32>(b + F_KEY)
  if (ka !== kb) return ka > kb
  const ia = load<u64>(a + F_LOW)
  const ib = load<u64>(b + F_LOW)
  return ia > ib
}

function swap(a: u32, b: u32): void {
  const x = v128.load(a)
  const y = v128.load(a, 16)
  v128.store(a, v128.load(b))
  v128.store(a, v128.load(b, 16), 16)
  v128.store(b, x)
  v128.store(b, y, 16)
}

function sink(from: u32, size: u32): void {
  let i = from
  while (true) {
    let child: u32 = 2 * i + 1
    if (child >= size) return
    if (child + 1 < size && below(entry(child + 1), entry(child))) child++
    if (!below(entry(child), entry(i))) return
    swap(entry(child), entry(i))
    i = child
  }
}

// @ts-expect-error: decorator
@inline
function mix(low: u32, high: u32): u32 {
  let key = low ^ (high * 0x9e3779b1) ^ seed
  key = (key ^ (key >>> 16)) * 0x85ebca6b
  key = (key ^ (key >>> 13)) * 0xc2b2ae35
  return (key ^ (key >>> 16)) >>> 2
}

/** A row that passes everything that is checked by columns: the rest of the filters, then into the k best. */
function consider(handle: u32, points: i32): void {
  if (flags & FLAG_MORE) {
    if (flags & FLAG_BUYER && load<u32>(at4(handle, PROVIDER)) === load<u32>(REQUEST + Q_BUYER)) return
    if (flags & FLAG_MODEL && load<u8>(load<u32>(REQUEST + Q_MODELS) + load<u32>(at4(handle, MODEL))) === 0) return
    if (flags & FLAG_SCHEDULE && load<u8>(load<u32>(REQUEST + Q_SCHEDULES) + load<u32>(at4(handle, SCHEDULE))) === 0) return
  }
  // Equal in 24 bits: the exact rates decide.
  if (load<f32>(at4(handle, PRICE)) === load<f32>(REQUEST + Q_MAX_PRICE)) {
    if (flags & FLAG_EXACT_RATE && load<u64>(at8(handle, RATE)) > load<u64>(REQUEST + Q_MAX_RATE)) return
  }
  const high = load<u32>(at4(handle, ID_HIGH))
  const low = load<u32>(at4(handle, ID_LOW))
  const first = <u32>load<u8>(REQUEST + Q_PRIORITY + <u32>load<u8>(at1(handle, CLASS)))
  const key = (first << 24) | (flags & FLAG_SEED ? mix(low, high) : high >>> 2)
  const at = entry(found)
  store<i32>(at + F_POINTS, points)
  store<u32>(at + F_KEY, key)
  store<u32>(at + F_HIGH, high)
  store<u32>(at + F_LOW, low)
  store<u32>(at + F_HANDLE, handle)
  store<u32>(at + F_PART, partIndex)
  if (found < k) {
    let i = found++
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!below(entry(i), entry(parent))) break
      swap(entry(i), entry(parent))
      i = parent
    }
    if (found < k) return
  } else {
    if (!below(entry(0), at)) return
    swap(entry(0), at)
    sink(0, k)
  }
  threshold = load<i32>(entry(0) + F_POINTS)
  worstKey = load<u32>(entry(0) + F_KEY)
}

// ---- one block

// @ts-expect-error: decorator
@inline
function narrow(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

// @ts-expect-error: decorator
@inline
function atLeast(at: u32, least: v128): v128 {
  return narrow(
    f32x4.ge(v128.load(at), least),
    f32x4.ge(v128.load(at, 16), least),
    f32x4.ge(v128.load(at, 32), least),
    f32x4.ge(v128.load(at, 48), least),
  )
}

// @ts-expect-error: decorator
@inline
function latencyTerms(at: u32): v128 {
  return i16x8.max_s(i16x8.sub(latencyA, i16x8.mul(i16x8.min_s(v128.load(at), latencyCap), latencyB)), i16x8.splat(0))
}

// @ts-expect-error: decorator
@inline
function uptimeTerms(at: u32): v128 {
  const zero = i16x8.splat(<i16>UPTIME_ZERO)
  return i16x8.mul(i16x8.sub(i16x8.max_s(v128.load(at), zero), zero), i16x8.splat(<i16>UPTIME_SCALE))
}

// @ts-expect-error: decorator
@inline
function priceTerms(price: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.sub(POINTS, f32x4.mul(price, perUnit)))
}

// @ts-expect-error: decorator
@inline
function mixFour(low: v128, high: v128): v128 {
  let key = v128.xor(v128.xor(low, i32x4.mul(high, i32x4.splat(0x9e3779b1))), i32x4.splat(seed))
  key = i32x4.mul(v128.xor(key, i32x4.shr_u(key, 16)), i32x4.splat(0x85ebca6b))
  key = i32x4.mul(v128.xor(key, i32x4.shr_u(key, 13)), i32x4.splat(0xc2b2ae35))
  return i32x4.shr_u(v128.xor(key, i32x4.shr_u(key, 16)), 2)
}

/** Of 16 rows, those whose tie key is not above the worst kept one. */
function winTie(block: u32, group: u32, classes: v128): u32 {
  const first = i8x16.swizzle(priority, classes)
  const worst = i32x4.splat(worstKey)
  const zero = i32x4.splat(0)
  let bits: u32 = 0
  for (let part: u32 = 0; part < 4; part++) {
    const at = block + (((group << 4) + (part << 2)) << 2)
    const high = v128.load(at, ID_HIGH)
    const key = flags & FLAG_SEED ? mixFour(v128.load(at, ID_LOW), high) : i32x4.shr_u(high, 2)
    // The byte of each lane, shifted to the top.
    let bytes = zero
    if (part === 0) bytes = i8x16.shuffle(first, zero, 16, 16, 16, 0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 3)
    else if (part === 1) bytes = i8x16.shuffle(first, zero, 16, 16, 16, 4, 16, 16, 16, 5, 16, 16, 16, 6, 16, 16, 16, 7)
    else if (part === 2) bytes = i8x16.shuffle(first, zero, 16, 16, 16, 8, 16, 16, 16, 9, 16, 16, 16, 10, 16, 16, 16, 11)
    else bytes = i8x16.shuffle(first, zero, 16, 16, 16, 12, 16, 16, 16, 13, 16, 16, 16, 14, 16, 16, 16, 15)
    bits |= i32x4.bitmask(i32x4.le_u(v128.or(bytes, key), worst)) << (part << 2)
  }
  return bits
}

function readBlock(block: u32, lanes: u64): void {
  blocksRead++
  for (let group: u32 = 0; group < 4; group++) {
    const byte = block + (group << 4)
    const two = block + (group << 5)
    const four = block + (group << 6)
    const classes = v128.load(byte, CLASS)
    let pass = i8x16.swizzle(allowed, classes)
    pass = v128.and(
      pass,
      i8x16.narrow_i16x8_s(i16x8.ge_s(v128.load(two, UNITS), units), i16x8.ge_s(v128.load(two, UNITS + 16), units)),
    )
    const p0 = v128.load(four, PRICE)
    const p1 = v128.load(four, PRICE + 16)
    const p2 = v128.load(four, PRICE + 32)
    const p3 = v128.load(four, PRICE + 48)
    pass = v128.and(
      pass,
      narrow(f32x4.le(p0, maxPrice), f32x4.le(p1, maxPrice), f32x4.le(p2, maxPrice), f32x4.le(p3, maxPrice)),
    )
    pass = v128.and(pass, atLeast(four + MEMORY, leastMemory))
    if (flags & FLAG_SLA) {
      pass = v128.and(
        pass,
        i8x16.narrow_i16x8_s(i16x8.ge_s(v128.load(two, UPTIME), leastBps), i16x8.ge_s(v128.load(two, UPTIME + 16), leastBps)),
      )
    }
    if (flags & FLAG_LATENCY) {
      pass = v128.and(
        pass,
        i8x16.narrow_i16x8_s(i16x8.le_s(v128.load(two, LATENCY), mostMeasured), i16x8.le_s(v128.load(two, LATENCY + 16), mostMeasured)),
      )
    }
    const more = load<f32>(REQUEST + Q_VRAM) + load<f32>(REQUEST + Q_RAM) + load<f32>(REQUEST + Q_BANDWIDTH) + load<f32>(REQUEST + Q_TFLOPS)
    if (more > 0) {
      if (load<f32>(REQUEST + Q_VRAM) > 0) pass = v128.and(pass, atLeast(four + VRAM, f32x4.splat(load<f32>(REQUEST + Q_VRAM))))
      if (load<f32>(REQUEST + Q_RAM) > 0) pass = v128.and(pass, atLeast(four + RAM, f32x4.splat(load<f32>(REQUEST + Q_RAM))))
      if (load<f32>(REQUEST + Q_BANDWIDTH) > 0) pass = v128.and(pass, atLeast(four + BANDWIDTH, f32x4.splat(load<f32>(REQUEST + Q_BANDWIDTH))))
      if (load<f32>(REQUEST + Q_TFLOPS) > 0) pass = v128.and(pass, atLeast(four + TFLOPS, f32x4.splat(load<f32>(REQUEST + Q_TFLOPS))))
    }
    const passing = <u32>i8x16.bitmask(pass) & (<u32>(lanes >> (group << 4)) & 0xffff)
    if (passing === 0) continue
    // Terms of 8 rows at a time, two in one 16-bit multiply-add.
    let t0 = priceTerms(p0)
    let t1 = priceTerms(p1)
    let t2 = priceTerms(p2)
    let t3 = priceTerms(p3)
    let prices = i16x8.narrow_i32x4_s(t0, t1)
    if (flags & FLAG_SCALE) prices = i16x8.max_s(prices, i16x8.splat(0))
    let latencies = latencyTerms(two + LATENCY)
    let uptimes = uptimeTerms(two + UPTIME)
    t0 = i32x4.dot_i16x8_s(i8x16.shuffle(prices, latencies, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), wPriceLatency)
    t1 = i32x4.dot_i16x8_s(i8x16.shuffle(prices, latencies, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), wPriceLatency)
    t0 = i32x4.add(t0, i32x4.dot_i16x8_s(v128.load(four, REP_POWER), wRepPower))
    t1 = i32x4.add(t1, i32x4.dot_i16x8_s(v128.load(four, REP_POWER + 16), wRepPower))
    t0 = i32x4.add(t0, i32x4.extmul_low_i16x8_s(uptimes, wUptime))
    t1 = i32x4.add(t1, i32x4.extmul_high_i16x8_s(uptimes, wUptime))
    prices = i16x8.narrow_i32x4_s(t2, t3)
    if (flags & FLAG_SCALE) prices = i16x8.max_s(prices, i16x8.splat(0))
    latencies = latencyTerms(two + LATENCY + 16)
    uptimes = uptimeTerms(two + UPTIME + 16)
    t2 = i32x4.dot_i16x8_s(i8x16.shuffle(prices, latencies, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), wPriceLatency)
    t3 = i32x4.dot_i16x8_s(i8x16.shuffle(prices, latencies, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), wPriceLatency)
    t2 = i32x4.add(t2, i32x4.dot_i16x8_s(v128.load(four, REP_POWER + 32), wRepPower))
    t3 = i32x4.add(t3, i32x4.dot_i16x8_s(v128.load(four, REP_POWER + 48), wRepPower))
    t2 = i32x4.add(t2, i32x4.extmul_low_i16x8_s(uptimes, wUptime))
    t3 = i32x4.add(t3, i32x4.extmul_high_i16x8_s(uptimes, wUptime))
    const limit = i32x4.splat(threshold)
    let win = passing & <u32>i8x16.bitmask(narrow(i32x4.ge_s(t0, limit), i32x4.ge_s(t1, limit), i32x4.ge_s(t2, limit), i32x4.ge_s(t3, limit)))
    if (win === 0) continue
    if (found === k) {
      const equal = win & <u32>i8x16.bitmask(narrow(i32x4.eq(t0, limit), i32x4.eq(t1, limit), i32x4.eq(t2, limit), i32x4.eq(t3, limit)))
      if (equal !== 0) {
        win = (win & ~equal) | (equal & winTie(block, group, classes))
        if (win === 0) continue
      }
    }
    v128.store(SCORES, t0)
    v128.store(SCORES, t1, 16)
    v128.store(SCORES, t2, 32)
    v128.store(SCORES, t3, 48)
    do {
      const lane = <u32>ctz<u32>(win)
      win &= win - 1
      const points = load<i32>(SCORES + (lane << 2))
      if (points >= threshold) consider(block | (group << 4) | lane, points)
    } while (win !== 0)
  }
}

// ---- bounds of a record's children

/** Writes the bounds of the 16 children to BOUNDS. @returns a bit for each child that can hold a match */
function boundChildren(record: u32): u32 {
  const at = PARTS + partIndex * PR_BYTES
  const a = f32x4.splat(<f32>load<i32>(at + PR_A))
  const b = f32x4.splat(<f32>load<i32>(at + PR_B))
  const most = f32x4.splat(<f32>load<i32>(at + PR_MAX_MEASURED))
  const wPrice = f32x4.splat(<f32>load<i32>(REQUEST + Q_W_PRICE))
  const wRep = f32x4.splat(<f32>load<i32>(REQUEST + Q_W_REP))
  const wLatency = f32x4.splat(<f32>load<i32>(REQUEST + Q_W_LATENCY))
  const wUptimeF = f32x4.splat(<f32>load<i32>(REQUEST + Q_W_UPTIME))
  const wPower = f32x4.splat(<f32>load<i32>(REQUEST + Q_W_POWER))
  const leastUnits = f32x4.splat(<f32>load<i32>(REQUEST + Q_UNITS))
  const classes = i32x4.splat(load<i32>(REQUEST + Q_CLASSES))
  const zero = f32x4.splat(0)
  const limit = f32x4.splat(<f32>threshold)
  const slack = f32x4.splat(2048)
  const directions = load<u32>(REQUEST + Q_DIRECTIONS)
  let bits: u32 = 0
  for (let quarter: u32 = 0; quarter < 4; quarter++) {
    const lanes = record + (quarter << 4)
    const zeroInt = i32x4.splat(0)
    let pass = i32x4.ne(v128.and(v128.load(lanes, R_CLASSES), classes), zeroInt)
    pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_UNITS), leastUnits))
    const minPrice = v128.load(lanes, R_MIN_PRICE)
    pass = v128.and(pass, f32x4.le(minPrice, maxPrice))
    pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_MEMORY), leastMemory))
    const minLatency = v128.load(lanes, R_MIN_LATENCY)
    if (flags & (FLAG_SLA | FLAG_LATENCY | FLAG_MORE)) {
      if (flags & FLAG_SLA) pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_BPS), f32x4.splat(<f32>load<i32>(REQUEST + Q_MIN_BPS))))
      if (flags & FLAG_LATENCY) pass = v128.and(pass, f32x4.le(minLatency, most))
      if (flags & FLAG_MODEL) pass = v128.and(pass, i32x4.ne(v128.and(v128.load(lanes, R_MODELS), i32x4.splat(load<i32>(REQUEST + Q_MODEL_BITS))), zeroInt))
      if (flags & FLAG_SCHEDULE) pass = v128.and(pass, i32x4.ne(v128.and(v128.load(lanes, R_SCHEDULES), i32x4.splat(load<i32>(REQUEST + Q_SCHEDULE_BITS))), zeroInt))
    }
    if (load<f32>(REQUEST + Q_VRAM) > 0) pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_VRAM), f32x4.splat(load<f32>(REQUEST + Q_VRAM))))
    if (load<f32>(REQUEST + Q_RAM) > 0) pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_RAM), f32x4.splat(load<f32>(REQUEST + Q_RAM))))
    if (load<f32>(REQUEST + Q_BANDWIDTH) > 0) pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_BANDWIDTH), f32x4.splat(load<f32>(REQUEST + Q_BANDWIDTH))))
    if (load<f32>(REQUEST + Q_TFLOPS) > 0) pass = v128.and(pass, f32x4.ge(v128.load(lanes, R_MAX_TFLOPS), f32x4.splat(load<f32>(REQUEST + Q_TFLOPS))))
    if (!v128.any_true(pass)) continue
    // The box: every term at its best.
    let bound = f32x4.mul(wPrice, f32x4.pmax(zero, f32x4.sub(POINTS, f32x4.mul(minPrice, perUnit))))
    bound = f32x4.add(bound, f32x4.mul(wRep, v128.load(lanes, R_MAX_REP)))
    bound = f32x4.add(bound, f32x4.mul(wLatency, f32x4.pmax(zero, f32x4.sub(a, f32x4.mul(minLatency, b)))))
    bound = f32x4.add(bound, f32x4.mul(wUptimeF, v128.load(lanes, R_MAX_UPTIME)))
    bound = f32x4.add(f32x4.add(bound, f32x4.mul(wPower, v128.load(lanes, R_MAX_POWER))), slack)
    pass = v128.and(pass, f32x4.ge(bound, limit))
    if (directions > 0 && v128.any_true(pass)) {
      // Terms cut off at 0 are above their straight line by at most this much.
      let lifted = f32x4.mul(wLatency, f32x4.pmax(zero, f32x4.sub(f32x4.mul(v128.load(lanes, R_MAX_LATENCY), b), a)))
      if (flags & FLAG_SCALE) {
        const dearest = f32x4.mul(f32x4.pmin(v128.load(lanes, R_MAX_PRICE), maxPrice), perUnit)
        lifted = f32x4.add(lifted, f32x4.mul(wPrice, f32x4.pmax(zero, f32x4.sub(dearest, POINTS))))
        lifted = f32x4.add(lifted, f32x4.mul(f32x4.mul(wPrice, dearest), f32x4.splat(1e-6)))
      }
      lifted = f32x4.add(lifted, f32x4.add(f32x4.add(f32x4.mul(wPrice, POINTS), f32x4.mul(wLatency, a)), slack))
      for (let i: u32 = 0; i < directions; i++) {
        const d = REQUEST + Q_BEST + i * D_BYTES
        // Where the request's weights differ from the direction's, the box again.
        let other = f32x4.mul(v128.load(lanes + load<u32>(d + D_COLUMN)), f32x4.splat(load<f32>(d + D_FACTOR)))
        other = f32x4.add(other, f32x4.mul(f32x4.pmin(v128.load(lanes + load<u32>(d + D_PRICE_AT)), maxPrice), f32x4.splat(load<f32>(d + D_PRICE))))
        other = f32x4.add(other, f32x4.mul(v128.load(lanes + load<u32>(d + D_REP_AT)), f32x4.splat(load<f32>(d + D_REP))))
        const perMs = load<f32>(d + D_LATENCY) - <f32>(load<i32>(at + PR_B) * load<i32>(REQUEST + Q_W_LATENCY))
        other = f32x4.add(other, f32x4.mul(v128.load(lanes + (perMs > 0 ? R_MAX_LATENCY : R_MIN_LATENCY)), f32x4.splat(perMs)))
        other = f32x4.add(other, f32x4.mul(v128.load(lanes + load<u32>(d + D_UPTIME_AT)), f32x4.splat(load<f32>(d + D_UPTIME))))
        other = f32x4.add(other, f32x4.mul(v128.load(lanes + load<u32>(d + D_POWER_AT)), f32x4.splat(load<f32>(d + D_POWER))))
        other = f32x4.add(other, f32x4.splat(load<f32>(d + D_SLACK)))
        bound = f32x4.pmin(bound, f32x4.add(other, lifted))
      }
      pass = v128.and(pass, f32x4.ge(bound, limit))
    }
    v128.store(BOUNDS + (quarter << 4), i32x4.trunc_sat_f32x4_s(bound))
    bits |= <u32>i32x4.bitmask(pass) << (quarter << 2)
  }
  return bits
}

// ---- the queue: a heap of u64 with the highest bound on top; address, block bit and part index in the lower half

function push(bound: i32, what: u32): void {
  const item = ((<u64>bound) << 32) | <u64>what
  let i = queued++
  while (i > 0) {
    const parent = (i - 1) >> 1
    const above = load<u64>(queue + (parent << 3))
    if (above >= item) break
    store<u64>(queue + (i << 3), above)
    i = parent
  }
  store<u64>(queue + (i << 3), item)
}

function pop(): u64 {
  const top = load<u64>(queue)
  const item = load<u64>(queue + (--queued << 3))
  let i: u32 = 0
  while (true) {
    let child: u32 = 2 * i + 1
    if (child >= queued) break
    let best = load<u64>(queue + (child << 3))
    if (child + 1 < queued) {
      const right = load<u64>(queue + ((child + 1) << 3))
      if (right > best) {
        best = right
        child++
      }
    }
    if (item >= best) break
    store<u64>(queue + (i << 3), best)
    i = child
  }
  store<u64>(queue + (i << 3), item)
  return top
}

const BLOCK: u32 = 32

function pushChildren(record: u32, kind: u32): void {
  let bits = boundChildren(record)
  while (bits !== 0) {
    const lane = <u32>ctz<u32>(bits)
    bits &= bits - 1
    push(load<i32>(BOUNDS + (lane << 2)), load<u32>(record + R_CHILD + (lane << 2)) | kind | partIndex)
  }
}

/** A record over blocks, read in place. */
function readRecord(record: u32): void {
  let bits = boundChildren(record)
  while (bits !== 0) {
    const lane = <u32>ctz<u32>(bits)
    bits &= bits - 1
    readBlock(load<u32>(record + R_CHILD + (lane << 2)), ~(<u64>0))
  }
}

/** The k best rows of the request's parts, best first, in FOUND. @returns how many */
export function search(): u32 {
  begin()
  if (k === 0) return 0
  const parts = load<u32>(REQUEST + Q_PARTS)
  let blocks: u32 = 0
  for (let i: u32 = 0; i < parts; i++) blocks += load<u32>(load<u32>(PARTS + i * PR_BYTES + PR_PART) + P_BLOCKS)
  // Every block, every record over blocks, at most once.
  queue = scratch((blocks + (blocks >>> 3) + parts * 32) << 3)
  queued = 0
  for (let i: u32 = 0; i < parts; i++) {
    enter(i)
    const part = load<u32>(PARTS + i * PR_BYTES + PR_PART)
    const tops = load<u32>(part + P_TOPS)
    const count = load<u32>(part + P_TOP_COUNT)
    for (let top: u32 = 0; top < count; top++) pushChildren(load<u32>(tops + (top << 2)), 0)
  }
  const enough: u32 = 64 + (blocks >>> 3)
  while (queued > 0) {
    const top = pop()
    if (<i32>(top >> 32) < threshold) break
    const what = <u32>top
    enter(what & 31)
    if (what & BLOCK) {
      readBlock(what & ~63, ~(<u64>0))
      if (blocksRead >= enough) {
        readRest()
        break
      }
    } else pushChildren(what & ~63, BLOCK)
  }
  return sorted()
}

/** Too much to read for a queue to pay: everything that is left, in the order it is in. */
function readRest(): void {
  for (let i: u32 = 0; i < queued; i++) {
    const item = load<u64>(queue + (i << 3))
    if (<i32>(item >> 32) < threshold) continue
    const what = <u32>item
    enter(what & 31)
    if (what & BLOCK) readBlock(what & ~63, ~(<u64>0))
    else readRecord(what & ~63)
  }
}

/** The k best of some rows only, whose handles are in scratch memory, part indices above them; see `allowRoom`. */
export function searchAmong(count: u32): u32 {
  begin()
  if (k === 0) return 0
  const list = scratch(count << 3)
  for (let i: u32 = 0; i < count; i++) {
    const handle = load<u32>(list + (i << 3))
    enter(load<u32>(list + (i << 3) + 4))
    readBlock(handle & ~63, (<u64>1) << (handle & 63))
  }
  return sorted()
}

export function allowRoom(count: u32): u32 {
  return scratch(count << 3)
}

function sorted(): u32 {
  for (let size = found; size > 1; ) {
    size--
    swap(entry(0), entry(size))
    sink(0, size)
  }
  return found
}
