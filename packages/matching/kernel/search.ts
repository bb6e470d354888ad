import {
  allowed, ask, enter, flags, latencyA, latencyB, latencyCap, leastBandwidth, leastBps, leastMemory, leastRam, leastTflops, leastVram, maxPrice,
  mostMeasured, partIndex, perUnit, stepsLeaveOpen, units, wantsHardware, wantsMore, wPriceLatency, wRepPower, wUptime,
} from './asked'
import { foundCount, mayRank, rankRow, startBest, threshold, wanted } from './best'
import { boundChildren } from './bounding'
import {
  BANDWIDTH, BANDWIDTH_STEP, CLASS, FAN, LATENCY, MEMORY, MEMORY_STEP, O_MODEL, O_PROVIDER, O_RATE, O_SCHEDULE, P_BLOCKS, P_TOP_COUNT, P_TOPS, PRICE,
  R_CHILD, RAM, RAM_STEP, REP_POWER, TFLOPS, TFLOPS_STEP, UNITS, UPTIME, UPTIME_SCALE, UPTIME_ZERO, VRAM, VRAM_STEP,
} from './layout'
import { scratch } from './memory'
import {
  FLAG_EXACT_RATE, FLAG_LATENCY, FLAG_MODEL, FLAG_EXCLUDED, FLAG_SCALE, FLAG_SCHEDULE, FLAG_SLA, PARTS, PR_BYTES, PR_PART, Q_BANDWIDTH, 
  Q_MAX_PRICE, Q_MAX_RATE, Q_MEMORY, Q_MODELS, Q_PARTS, Q_RAM, Q_SCHEDULES, Q_TFLOPS, Q_VRAM, REQUEST, isExcluded,
} from './request'
import { at1, at4, ownOf } from './rows'

// Best-first search: the child with the highest bound is opened next. Opening a record bounds its children; opening a
// block reads its rows. A child whose bound is below the k-th best score is never read. When most of a part has to be
// read anyway (ties, weak bounds), the rest is read in memory order.

const POINTS: v128 = f32x4.splat(30000)
/** Of a block's 64 rows. */
const SCORES: u32 = <u32>memory.data(256, 16)
const BOUNDS: u32 = <u32>memory.data(64, 16)

let blocksRead: u32 = 0

export function searchBlocksRead(): u32 {
  return blocksRead
}

/** @returns whether anything is wanted */
function begin(): bool {
  ask()
  startBest()
  blocksRead = 0
  return wanted() !== 0
}

// ---- one block

/** Whether a row whose figure is on the least step falls short of it. */
// @ts-expect-error: decorator
@inline
function fallsShort(handle: u32, column: u32, step: u32, least: v128, asked: u32): bool {
  const wants = load<f32>(REQUEST + asked)
  return wants > 0 && <u32>load<u8>(at1(handle, step)) === i8x16.extract_lane_u(least, 0) && load<f32>(at4(handle, column)) < wants
}

/** Checks the filters that columns do not decide, for a row that passes the columns. */
function passes(handle: u32): bool {
  const own = ownOf(handle)
  if (wantsMore) {
    if (flags & FLAG_EXCLUDED && isExcluded(load<u32>(own, O_PROVIDER))) return false
    if (flags & FLAG_MODEL && load<u8>(load<u32>(REQUEST + Q_MODELS) + load<u32>(own, O_MODEL)) === 0) return false
    if (flags & FLAG_SCHEDULE && load<u8>(load<u32>(REQUEST + Q_SCHEDULES) + load<u32>(own, O_SCHEDULE)) === 0) return false
  }
  // Equal in 24 bits: the exact rates decide.
  if (load<f32>(at4(handle, PRICE)) === load<f32>(REQUEST + Q_MAX_PRICE)) {
    if (flags & FLAG_EXACT_RATE && load<u64>(own, O_RATE) > load<u64>(REQUEST + Q_MAX_RATE)) return false
  }
  return !(
    stepsLeaveOpen &&
    (fallsShort(handle, MEMORY, MEMORY_STEP, leastMemory, Q_MEMORY) ||
      fallsShort(handle, VRAM, VRAM_STEP, leastVram, Q_VRAM) ||
      fallsShort(handle, RAM, RAM_STEP, leastRam, Q_RAM) ||
      fallsShort(handle, BANDWIDTH, BANDWIDTH_STEP, leastBandwidth, Q_BANDWIDTH) ||
      fallsShort(handle, TFLOPS, TFLOPS_STEP, leastTflops, Q_TFLOPS))
  )
}

// @ts-expect-error: decorator
@inline
function narrow(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

// @ts-expect-error: decorator
@inline
function latencyTerms(measured: v128): v128 {
  return i16x8.max_s(i16x8.sub(latencyA, i16x8.mul(i16x8.min_s(measured, latencyCap), latencyB)), i16x8.splat(0))
}

// @ts-expect-error: decorator
@inline
function uptimeTerms(bps: v128): v128 {
  const zero = i16x8.splat(<i16>UPTIME_ZERO)
  return i16x8.mul(i16x8.sub(i16x8.max_s(bps, zero), zero), i16x8.splat(<i16>UPTIME_SCALE))
}

// @ts-expect-error: decorator
@inline
function lowerPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23)
}
// @ts-expect-error: decorator
@inline
function upperPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31)
}

// @ts-expect-error: decorator
@inline
function priceTerms(price: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.sub(POINTS, f32x4.mul(price, perUnit)))
}

let touched: u32 = 0

/** Asks for all of a block's lines that every search reads at once, so that waiting for them overlaps. */
function touch(block: u32): void {
  let sum: u32 = 0
  for (let at: u32 = 0; at < 1024; at += 64) sum |= load<u8>(block + at)
  touched = sum
}

/** The same for what rows keep together. */
function touchOwn(block: u32, lanes: u64): void {
  let sum: u32 = 0
  for (let bits = lanes; bits !== 0; bits &= bits - 1) sum |= load<u8>(ownOf(block | <u32>ctz<u64>(bits)))
  touched = sum
}

function readBlock(block: u32, lanes: u64): void {
  blocksRead++
  // All rows first, without a branch that depends on them, then those that are left.
  let left: u64 = 0
  const limit = i32x4.splat(threshold)
  for (let group: u32 = 0; group < 4; group++) {
    const byte = block + (group << 4)
    const two = block + (group << 5)
    const four = block + (group << 6)
    let pass = i8x16.swizzle(allowed, v128.load(byte, CLASS))
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
    pass = v128.and(pass, i8x16.ge_u(v128.load(byte, MEMORY_STEP), leastMemory))
    const measured0 = v128.load(two, LATENCY)
    const measured1 = v128.load(two, LATENCY + 16)
    const bps0 = v128.load(two, UPTIME)
    const bps1 = v128.load(two, UPTIME + 16)
    if (flags & FLAG_SLA) pass = v128.and(pass, i8x16.narrow_i16x8_s(i16x8.ge_s(bps0, leastBps), i16x8.ge_s(bps1, leastBps)))
    if (flags & FLAG_LATENCY) {
      pass = v128.and(pass, i8x16.narrow_i16x8_s(i16x8.le_s(measured0, mostMeasured), i16x8.le_s(measured1, mostMeasured)))
    }
    if (wantsHardware) {
      pass = v128.and(pass, i8x16.ge_u(v128.load(byte, VRAM_STEP), leastVram))
      pass = v128.and(pass, i8x16.ge_u(v128.load(byte, RAM_STEP), leastRam))
      pass = v128.and(pass, i8x16.ge_u(v128.load(byte, BANDWIDTH_STEP), leastBandwidth))
      pass = v128.and(pass, i8x16.ge_u(v128.load(byte, TFLOPS_STEP), leastTflops))
    }
    // Terms of 8 rows at a time, two in one 16-bit multiply-add.
    let prices0 = i16x8.narrow_i32x4_s(priceTerms(p0), priceTerms(p1))
    let prices1 = i16x8.narrow_i32x4_s(priceTerms(p2), priceTerms(p3))
    if (flags & FLAG_SCALE) {
      prices0 = i16x8.max_s(prices0, i16x8.splat(0))
      prices1 = i16x8.max_s(prices1, i16x8.splat(0))
    }
    const latencies0 = latencyTerms(measured0)
    const latencies1 = latencyTerms(measured1)
    const uptimes0 = uptimeTerms(bps0)
    const uptimes1 = uptimeTerms(bps1)
    let t0 = i32x4.dot_i16x8_s(lowerPairs(prices0, latencies0), wPriceLatency)
    let t1 = i32x4.dot_i16x8_s(upperPairs(prices0, latencies0), wPriceLatency)
    let t2 = i32x4.dot_i16x8_s(lowerPairs(prices1, latencies1), wPriceLatency)
    let t3 = i32x4.dot_i16x8_s(upperPairs(prices1, latencies1), wPriceLatency)
    t0 = i32x4.add(t0, i32x4.dot_i16x8_s(v128.load(four, REP_POWER), wRepPower))
    t1 = i32x4.add(t1, i32x4.dot_i16x8_s(v128.load(four, REP_POWER + 16), wRepPower))
    t2 = i32x4.add(t2, i32x4.dot_i16x8_s(v128.load(four, REP_POWER + 32), wRepPower))
    t3 = i32x4.add(t3, i32x4.dot_i16x8_s(v128.load(four, REP_POWER + 48), wRepPower))
    t0 = i32x4.add(t0, i32x4.extmul_low_i16x8_s(uptimes0, wUptime))
    t1 = i32x4.add(t1, i32x4.extmul_high_i16x8_s(uptimes0, wUptime))
    t2 = i32x4.add(t2, i32x4.extmul_low_i16x8_s(uptimes1, wUptime))
    t3 = i32x4.add(t3, i32x4.extmul_high_i16x8_s(uptimes1, wUptime))
    const scores = SCORES + (group << 6)
    v128.store(scores, t0)
    v128.store(scores, t1, 16)
    v128.store(scores, t2, 32)
    v128.store(scores, t3, 48)
    pass = v128.and(pass, narrow(i32x4.ge_s(t0, limit), i32x4.ge_s(t1, limit), i32x4.ge_s(t2, limit), i32x4.ge_s(t3, limit)))
    left |= (<u64>i8x16.bitmask(pass)) << (group << 4)
  }
  left &= lanes
  if (wantsMore) touchOwn(block, left)
  for (; left !== 0; left &= left - 1) {
    const lane = <u32>ctz<u64>(left)
    const points = load<i32>(SCORES + (lane << 2))
    const handle = block | lane
    // The threshold rises while they are looked at.
    if (points >= threshold && mayRank(handle, points) && passes(handle)) rankRow(handle, points, partIndex)
  }
}

// ---- what is open: records whose children are bounded, 16 bounds each, and the highest of each record beside them. To
// find the next is to look through all of them, a few vectors, without a branch that could be guessed wrong.

/** Highest bound of each open record. */
let highest: u32 = 0
/** Bounds of its children. */
let bounds: u32 = 0
/** Its address, whether its children are blocks, and its part's index. */
let names: u32 = 0
let opened: u32 = 0

const BLOCKS: u32 = 128

function makeRoom(records: u32): void {
  const room = max<u32>(4, (records + 3) & ~3)
  highest = scratch(room * 72)
  names = highest + (room << 2)
  bounds = names + (room << 2)
  opened = 0
  v128.store(highest, i32x4.splat(-1))
}

// @ts-expect-error: decorator
@inline
function greatest(values: v128): i32 {
  const two = i32x4.max_s(values, i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return max<i32>(i32x4.extract_lane(two, 0), i32x4.extract_lane(two, 1))
}

function open(record: u32, kind: u32): void {
  const to = bounds + (opened << 6)
  const most = greatest(boundChildren(record, to))
  if (most < 0) return
  // The rest of the last vector is looked at as well.
  if ((opened & 3) === 0) v128.store(highest + (opened << 2), i32x4.splat(-1))
  store<i32>(highest + (opened << 2), most)
  store<u32>(names + (opened << 2), record | kind | partIndex)
  opened++
}

/** The open record with the highest bound. */
function next(): u32 {
  let most = i32x4.splat(-1)
  let where = i32x4.splat(0)
  let here = i32x4(0, 1, 2, 3)
  const four = i32x4.splat(4)
  for (let at = highest, end = highest + (opened << 2); at < end; at += 16) {
    const values = v128.load(at)
    where = v128.bitselect(here, where, i32x4.gt_s(values, most))
    most = i32x4.max_s(values, most)
    here = i32x4.add(here, four)
  }
  const best = i32x4.eq(most, i32x4.splat(greatest(most)))
  const lane = <u32>ctz<u32>(i32x4.bitmask(best))
  v128.store(SCORES, where)
  return load<u32>(SCORES + (lane << 2))
}

/** Takes the best child of an open record off. @returns its lane */
function takeChild(index: u32): u32 {
  const at = bounds + (index << 6)
  const a = v128.load(at)
  const b = v128.load(at, 16)
  const c = v128.load(at, 32)
  const d = v128.load(at, 48)
  const most = i32x4.splat(load<i32>(highest + (index << 2)))
  const lane = <u32>ctz<u32>(i8x16.bitmask(narrow(i32x4.eq(a, most), i32x4.eq(b, most), i32x4.eq(c, most), i32x4.eq(d, most))))
  store<i32>(at + (lane << 2), -1)
  const left = i32x4.max_s(i32x4.max_s(v128.load(at), v128.load(at, 16)), i32x4.max_s(v128.load(at, 32), v128.load(at, 48)))
  store<i32>(highest + (index << 2), greatest(left))
  return lane
}

/**
 * A few children that are looked at next, so that waiting for one's memory is waiting for all: bound, name of its
 * record, address.
 */
const TAKEN: u32 = <u32>memory.data(64, 16)
const TAKEN_BYTES: u32 = 12
const TOGETHER: u32 = 3

/** Takes the best children off. @returns how many */
function takeBest(): u32 {
  let count: u32 = 0
  for (; count < TOGETHER; count++) {
    const index = next()
    const bound = load<i32>(highest + (index << 2))
    if (bound < 0 || bound < threshold) break
    const name = load<u32>(names + (index << 2))
    const child = load<u32>((name & ~255) + R_CHILD + (takeChild(index) << 2))
    const at = TAKEN + count * TAKEN_BYTES
    store<i32>(at, bound)
    store<u32>(at, name, 4)
    store<u32>(at, child, 8)
    // Of either kind, what is always read.
    touch(child)
  }
  return count
}

/** The k best rows of the request's parts, best first, in FOUND. @returns how many */
export function search(): u32 {
  if (!begin()) return 0
  const parts = load<u32>(REQUEST + Q_PARTS)
  let blocks: u32 = 0
  let tops: u32 = 0
  for (let i: u32 = 0; i < parts; i++) {
    const part = load<u32>(PARTS + i * PR_BYTES + PR_PART)
    blocks += load<u32>(part + P_BLOCKS)
    tops += load<u32>(part + P_TOP_COUNT)
  }
  // Every record, at most once.
  makeRoom(blocks / FAN + parts + tops)
  for (let i: u32 = 0; i < parts; i++) {
    enter(i)
    const part = load<u32>(PARTS + i * PR_BYTES + PR_PART)
    const list = load<u32>(part + P_TOPS)
    const count = load<u32>(part + P_TOP_COUNT)
    for (let top: u32 = 0; top < count; top++) open(load<u32>(list + (top << 2)), 0)
  }
  const enough: u32 = 64 + (blocks >>> 3)
  while (true) {
    const count = takeBest()
    if (count === 0) break
    for (let at = TAKEN, end = TAKEN + count * TAKEN_BYTES; at < end; at += TAKEN_BYTES) {
      if (load<i32>(at) < threshold) continue
      const name = load<u32>(at, 4)
      enter(name & 127)
      if (name & BLOCKS) readBlock(load<u32>(at, 8), ~(<u64>0))
      else open(load<u32>(at, 8), BLOCKS)
    }
    if (blocksRead >= enough) {
      readRest()
      break
    }
  }
  return foundCount()
}

/** A record's children over blocks, those that still offer enough. */
function readChildren(record: u32, offers: u32): void {
  for (let lane: u32 = 0; lane < FAN; lane++) {
    const bound = load<i32>(offers + (lane << 2))
    if (bound >= 0 && bound >= threshold) readBlock(load<u32>(record + R_CHILD + (lane << 2)), ~(<u64>0))
  }
}

/** Too much to read for an order to pay: everything that is left, as it lies. */
function readRest(): void {
  for (let i: u32 = 0; i < opened; i++) {
    const name = load<u32>(names + (i << 2))
    const record = name & ~255
    const offers = bounds + (i << 6)
    enter(name & 127)
    if (name & BLOCKS) readChildren(record, offers)
    else {
      for (let lane: u32 = 0; lane < FAN; lane++) {
        const bound = load<i32>(offers + (lane << 2))
        if (bound < 0 || bound < threshold) continue
        const child = load<u32>(record + R_CHILD + (lane << 2))
        boundChildren(child, BOUNDS)
        readChildren(child, BOUNDS)
      }
    }
  }
}

/** The k best of some rows only, whose handles are in scratch memory, part indices above them; see `allowRoom`. */
export function searchAmong(count: u32): u32 {
  if (!begin()) return 0
  const list = scratch(count << 3)
  for (let i: u32 = 0; i < count; i++) {
    const handle = load<u32>(list + (i << 3))
    enter(load<u32>(list + (i << 3) + 4))
    readBlock(handle & ~63, (<u64>1) << (handle & 63))
  }
  return foundCount()
}

export function allowRoom(count: u32): u32 {
  return scratch(count << 3)
}
