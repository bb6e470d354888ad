import { find } from './ids'
import {
  B_PART, B_USED_LOW, BANDWIDTH, CLASS, LATENCY, MEMORY, O_ID_HIGH, O_ID_LOW, O_MODEL, O_NEXT, O_PROVIDER, O_RATE, O_SCHEDULE, P_MARK, P_TOP_COUNT, P_TOPS, PRICE, R_CHILD, R_COUNT, RAM,
  REP_POWER, STATUS, TFLOPS, UNITS, UPTIME, UPTIME_SCALE, UPTIME_ZERO, VRAM,
} from './layout'
import {
  FLAG_EXACT_RATE, FLAG_EXCLUDED, FLAG_MODEL, FLAG_SCHEDULE, Q_BANDWIDTH, Q_FLAGS, Q_MAX_PRICE, Q_MAX_RATE, Q_MEMORY, Q_MODELS, Q_PER_UNIT, Q_RAM,
  Q_SCHEDULES, Q_TFLOPS, Q_UNITS, Q_VRAM, Q_W_LATENCY, Q_W_POWER, Q_W_PRICE, Q_W_REP, Q_W_UPTIME, REQUEST, isExcluded,
} from './request'
import { at1, at2, at4, ownOf } from './rows'

// Why nodes don't fit: every row against every filter, one bit for each it misses. Reads everything, a row in some
// nanoseconds.

// Bits in the order of FILTERS.
export const M_STATE: u32 = 1 << 1
const M_AVAILABILITY: u32 = 1 << 2
const M_CAPACITY: u32 = 1 << 3
const M_TOKEN: u32 = 1 << 4
const M_BUDGET: u32 = 1 << 5
const M_LATENCY: u32 = 1 << 7
const M_TIER: u32 = 1 << 8
const M_TRUST: u32 = 1 << 9
const M_ACCESS: u32 = 1 << 10
const M_SLA: u32 = 1 << 11
const M_MEMORY: u32 = 1 << 12
const M_HARDWARE: u32 = 1 << 13
const M_TFLOPS: u32 = 1 << 14
const M_SCHEDULE: u32 = 1 << 15
const M_ALLOW: u32 = 1 << 16
const M_SELF: u32 = 1 << 20
const FILTERS: u32 = 22
/** A row with this status bit is in one of the request's lists. */
const LISTED: u8 = 0x40

// The request's fields beyond REQUEST.
const ASK: u32 = <u32>memory.data(64, 16)
const A_TIERS: u32 = 0 // one bit for each tier
const A_TRUST: u32 = 4 // lowest level
const A_ACCESS: u32 = 8 // lowest level that counts for the kind of contract
const A_BPS: u32 = 16 // f64; 0: not asked
const A_LATENCY: u32 = 24 // f64; infinity: not asked
const A_LIST: u32 = 32 // address of pairs: handle, bits to toggle
const A_LIST_COUNT: u32 = 36
const A_ALLOWS: u32 = 40 // whether there is a list of allowed nodes
const A_CONTRACT_LEVELS: u32 = 44 // 16 × u8: the trust level that counts for kinds of contracts, of each class

const NEAREST: u32 = 3
const BEST: u32 = 5
// The result: considered, matched, nodes by filter, only-this by filter, then the nearest of each filter and the best
// that missed one.
const RESULT: u32 = <u32>memory.data(4096, 16)
const E_NODES: u32 = 8
const E_ONLY: u32 = E_NODES + FILTERS * 4
const E_NEAR_COUNT: u32 = E_ONLY + FILTERS * 4
const E_BEST_COUNT: u32 = E_NEAR_COUNT + FILTERS * 4
const E_NEAR: u32 = 280 // FILTERS × NEAREST entries of 24 bytes: distance f64, id u64, handle u32
const ENTRY: u32 = 24
// BEST entries: points f64 (negative, so that smaller is better), id, handle
const E_BEST: u32 = E_NEAR + FILTERS * NEAREST * ENTRY

export function askAddress(): u32 {
  return ASK
}
export function explainAddress(): u32 {
  return RESULT
}

export function explainBegin(): void {
  memory.fill(RESULT, 0, 4096)
}

/** Keeps the smallest few of a list, by value and then by id. */
function keep(list: u32, counter: u32, room: u32, value: f64, handle: u32): void {
  const id = ((<u64>load<u32>(ownOf(handle), O_ID_HIGH)) << 32) | <u64>load<u32>(ownOf(handle), O_ID_LOW)
  const count = load<u32>(counter)
  let i = count
  while (i > 0) {
    const other = list + (i - 1) * ENTRY
    const theirs = load<f64>(other)
    if (theirs < value || (theirs === value && load<u64>(other, 8) < id)) break
    i--
  }
  if (i === room) return
  const last = min<u32>(count, room - 1)
  for (let j = last; j > i; j--) memory.copy(list + j * ENTRY, list + (j - 1) * ENTRY, ENTRY)
  const at = list + i * ENTRY
  store<f64>(at, value)
  store<u64>(at, id, 8)
  store<u32>(at, handle, 16)
  store<u32>(counter, last + 1)
}

// @ts-expect-error: decorator
@inline
function short(has: f32, wanted: f32): f64 {
  return (<f64>wanted - <f64>max<f32>(has, 0)) / <f64>wanted
}

function shortIfAsked(handle: u32, column: u32, asked: u32): f64 {
  const wanted = load<f32>(REQUEST + asked)
  const has = load<f32>(at4(handle, column))
  return wanted > 0 && has < wanted ? short(has, wanted) : 0
}

function contractLevelOf(kind: u32): u32 {
  return <u32>load<u8>(ASK + A_CONTRACT_LEVELS + kind)
}

/** How far off, by the one filter that is missed. */
function distanceOf(bit: u32, handle: u32, ms: f64): f64 {
  const kind = <u32>(load<u8>(at1(handle, CLASS)) & 0x7f)
  const level = <f64>(kind % 5)
  if (bit === M_CAPACITY) return short(<f32>load<i16>(at2(handle, UNITS)), <f32>load<i32>(REQUEST + Q_UNITS))
  if (bit === M_BUDGET) {
    const limit = <f64>load<f32>(REQUEST + Q_MAX_PRICE)
    return limit === 0 ? 1 : (<f64>load<f32>(at4(handle, PRICE)) - limit) / limit
  }
  if (bit === M_LATENCY) return (ms - load<f64>(ASK + A_LATENCY)) / max<f64>(1, load<f64>(ASK + A_LATENCY))
  if (bit === M_TRUST) return (<f64>load<u32>(ASK + A_TRUST) - level) / <f64>load<u32>(ASK + A_TRUST)
  if (bit === M_ACCESS) return (<f64>load<u32>(ASK + A_ACCESS) - <f64>contractLevelOf(kind)) / <f64>load<u32>(ASK + A_ACCESS)
  if (bit === M_SLA) return (load<f64>(ASK + A_BPS) - <f64>load<i16>(at2(handle, UPTIME))) / load<f64>(ASK + A_BPS)
  if (bit === M_MEMORY) return short(load<f32>(at4(handle, MEMORY)), load<f32>(REQUEST + Q_MEMORY))
  if (bit === M_TFLOPS) return short(load<f32>(at4(handle, TFLOPS)), load<f32>(REQUEST + Q_TFLOPS))
  if (bit === M_HARDWARE) {
    if (load<u32>(REQUEST + Q_FLAGS) & FLAG_MODEL && load<u8>(load<u32>(REQUEST + Q_MODELS) + load<u32>(ownOf(handle), O_MODEL)) === 0) return 1
    return max(
      shortIfAsked(handle, VRAM, Q_VRAM),
      max(shortIfAsked(handle, RAM, Q_RAM), shortIfAsked(handle, BANDWIDTH, Q_BANDWIDTH)),
    )
  }
  return 1
}

function pointsOf(handle: u32, ms: f64): i32 {
  const price = <i32>min<f32>(30000, max<f32>(0, 30000 - load<f32>(at4(handle, PRICE)) * load<f32>(REQUEST + Q_PER_UNIT)))
  const latency = <i32>max<f64>(0, 30000 - 100 * ms)
  const uptime = (max<i32>(load<i16>(at2(handle, UPTIME)), UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE
  return (
    price * load<i32>(REQUEST + Q_W_PRICE) +
    <i32>load<i16>(at4(handle, REP_POWER)) * load<i32>(REQUEST + Q_W_REP) +
    latency * load<i32>(REQUEST + Q_W_LATENCY) +
    uptime * load<i32>(REQUEST + Q_W_UPTIME) +
    <i32>load<i16>(at4(handle, REP_POWER) + 2) * load<i32>(REQUEST + Q_W_POWER)
  )
}

/**
 * Whether this row stands for its node: the one for the request's token, or the node's first when it has none for it.
 */
function stands(handle: u32, marked: bool): bool {
  if (marked) return true
  let row = find(load<u32>(ownOf(handle), O_ID_HIGH), load<u32>(ownOf(handle), O_ID_LOW))
  if (row !== handle) return false
  for (; row !== 0; row = load<u32>(ownOf(row), O_NEXT)) {
    if (load<u32>(load<u32>((row & ~63) + B_PART) + P_MARK) !== 0) return false
  }
  return true
}

function missesOf(handle: u32, always: u32, ms: f64): u32 {
  const flags = load<u32>(REQUEST + Q_FLAGS)
  const status = load<u8>(at1(handle, STATUS))
  const kind = <u32>(load<u8>(at1(handle, CLASS)) & 0x7f)
  let misses = always
  if ((status & 7) !== 2) misses |= M_STATE
  if (((status >> 3) & 3) !== 0 || (status & 0x20) === 0) misses |= M_AVAILABILITY
  if (<i32>load<i16>(at2(handle, UNITS)) < load<i32>(REQUEST + Q_UNITS)) misses |= M_CAPACITY
  if ((always & M_TOKEN) === 0) {
    const price = load<f32>(at4(handle, PRICE))
    const limit = load<f32>(REQUEST + Q_MAX_PRICE)
    if (price > limit || (price === limit && flags & FLAG_EXACT_RATE && load<u64>(ownOf(handle), O_RATE) > load<u64>(REQUEST + Q_MAX_RATE))) misses |= M_BUDGET
  }
  if (ms > load<f64>(ASK + A_LATENCY)) misses |= M_LATENCY
  if (((load<u32>(ASK + A_TIERS) >>> (kind / 5)) & 1) === 0) misses |= M_TIER
  if (kind % 5 < load<u32>(ASK + A_TRUST)) misses |= M_TRUST
  if (contractLevelOf(kind) < load<u32>(ASK + A_ACCESS)) misses |= M_ACCESS
  if (<f64>load<i16>(at2(handle, UPTIME)) < load<f64>(ASK + A_BPS)) misses |= M_SLA
  if (load<f32>(at4(handle, MEMORY)) < load<f32>(REQUEST + Q_MEMORY)) misses |= M_MEMORY
  if (
    (flags & FLAG_MODEL && load<u8>(load<u32>(REQUEST + Q_MODELS) + load<u32>(ownOf(handle), O_MODEL)) === 0) ||
    (load<f32>(REQUEST + Q_VRAM) > 0 && load<f32>(at4(handle, VRAM)) < load<f32>(REQUEST + Q_VRAM)) ||
    (load<f32>(REQUEST + Q_RAM) > 0 && load<f32>(at4(handle, RAM)) < load<f32>(REQUEST + Q_RAM)) ||
    (load<f32>(REQUEST + Q_BANDWIDTH) > 0 && load<f32>(at4(handle, BANDWIDTH)) < load<f32>(REQUEST + Q_BANDWIDTH))
  ) misses |= M_HARDWARE
  if (load<f32>(REQUEST + Q_TFLOPS) > 0 && load<f32>(at4(handle, TFLOPS)) < load<f32>(REQUEST + Q_TFLOPS)) misses |= M_TFLOPS
  if (flags & FLAG_SCHEDULE && load<u8>(load<u32>(REQUEST + Q_SCHEDULES) + load<u32>(ownOf(handle), O_SCHEDULE)) === 0) misses |= M_SCHEDULE
  if (flags & FLAG_EXCLUDED && isExcluded(load<u32>(ownOf(handle), O_PROVIDER))) misses |= M_SELF
  if (load<u32>(ASK + A_ALLOWS) !== 0) misses |= M_ALLOW
  if (status & LISTED) {
    const list = load<u32>(ASK + A_LIST)
    for (let i: u32 = 0; i < load<u32>(ASK + A_LIST_COUNT); i++) {
      if (load<u32>(list + (i << 3)) === handle) misses ^= load<u32>(list + (i << 3) + 4)
    }
  }
  return misses
}

/**
 * Counts a part's rows. @param always what all of them miss: the type, the token, the region
 * @param base twice the expected latency at 0 measured milliseconds @param slope what each measured one adds to that
 */
export function explainPart(part: u32, always: u32, base: i32, slope: i32): void {
  const marked = load<u32>(part + P_MARK) !== 0
  const tops = load<u32>(part + P_TOPS)
  for (let t: u32 = 0; t < load<u32>(part + P_TOP_COUNT); t++) {
    const top = load<u32>(tops + (t << 2))
    for (let r: u32 = 0; r < load<u32>(top + R_COUNT); r++) {
      const record = load<u32>(top + R_CHILD + (r << 2))
      for (let b: u32 = 0; b < load<u32>(record + R_COUNT); b++) {
        explainBlock(load<u32>(record + R_CHILD + (b << 2)), marked, always, base, slope)
      }
    }
  }
}

function explainBlock(block: u32, marked: bool, always: u32, base: i32, slope: i32): void {
  for (let used = load<u64>(block + B_USED_LOW); used !== 0; used &= used - 1) {
    const handle = block | <u32>ctz<u64>(used)
    if (!stands(handle, marked)) continue
    const ms = <f64>(base + slope * <i32>load<i16>(at2(handle, LATENCY))) / 2
    const misses = missesOf(handle, always, ms)
    store<u32>(RESULT, load<u32>(RESULT) + 1)
    if (misses === 0) {
      store<u32>(RESULT, load<u32>(RESULT, 4) + 1, 4)
      continue
    }
    for (let bits = misses; bits !== 0; bits &= bits - 1) {
      const at = RESULT + E_NODES + (<u32>ctz<u32>(bits) << 2)
      store<u32>(at, load<u32>(at) + 1)
    }
    if ((misses & (misses - 1)) !== 0) continue
    const filter = <u32>ctz<u32>(misses)
    const only = RESULT + E_ONLY + (filter << 2)
    store<u32>(only, load<u32>(only) + 1)
    keep(RESULT + E_NEAR + filter * NEAREST * ENTRY, RESULT + E_NEAR_COUNT + (filter << 2), NEAREST, distanceOf(misses, handle, ms), handle)
    // Without the type or the token there is no score to speak of.
    if (filter !== 0 && misses !== M_TOKEN) keep(RESULT + E_BEST, RESULT + E_BEST_COUNT, BEST, -<f64>pointsOf(handle, ms), handle)
  }
}

export function markPart(part: u32, mark: u32): void {
  store<u32>(part + P_MARK, mark)
}

/** Marks a row as being in one of the request's lists, or no longer. */
export function markListed(handle: u32, listed: bool): void {
  const at = at1(handle, STATUS)
  const status = load<u8>(at)
  store<u8>(at, listed ? status | LISTED : status & ~LISTED)
}
