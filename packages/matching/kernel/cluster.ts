import { refreshBelow } from './bounds'
import { find, firstAddress } from './ids'
import {
  B_LISTED, B_NEXT_FREE, B_ORDINAL, B_USED_LOW, FAN, LATENCY_CAP, O_ID_HIGH, O_ID_LOW, O_NEXT, P_FREE, P_TOP_COUNT, P_TOPS, R_CHILD, R_COUNT, R_LOOSE,
  UPTIME_SCALE, UPTIME_ZERO,
} from './layout'
import { scratch } from './memory'
import { listFree } from './parts'
import { copyRow, emptyRow, ownOf, putRow, takeRow } from './rows'
import { ROW, S_CLASS, S_LATENCY, S_MEMORY, S_MODEL, S_POWER, S_PRICE, S_REP, S_TFLOPS, S_UNITS, S_UPTIME, S_VRAM } from './staging'

// Puts rows that are alike into the same blocks, and blocks that are alike under the same record: a kd-tree, split at
// medians of the field that still varies most, so that bounds are tight. Splits fall on whole records where a range
// spans several.

/** One row while it is sorted: its handle, then KEYS 16-bit keys. */
const KEYS: u32 = 12
export const ITEM: u32 = 4 + KEYS * 2

/**
 * The weight of a key's spread: price, reputation, power, latency, uptime by their points; then the filters, trust
 * level, tier, units, model, GPU memory, memory and power, far less: tried on the bench's market, where more made broad
 * searches slower than rare ones faster.
 */
const IMPORTANCE: u32 = <u32>memory.data<f32>([0.9, 1.0, 0.7, 1.0, 1.0, 0.18, 0.05, 0.2, 0.7, 0.2, 0.02, 0.2])

// @ts-expect-error: decorator
@inline
function doublings(value: f32, scale: f32): u32 {
  // Bits of the float: exponent and mantissa are a piecewise linear log2.
  return value <= 0 ? 0 : min<u32>(65535, <u32>(<f32>(<i32>reinterpret<u32>(value + 1) - 0x3f800000) * (scale / 8388608.0)))
}

/** The staged row as an item to be sorted. @param name what it is found by afterwards */
export function describe(name: u32, at: u32, priceScale: f32): void {
  const kind = load<u32>(ROW + S_CLASS) & 0x7f
  store<u32>(at, name)
  store<u16>(at, <u16>min<f32>(65535, load<f32>(ROW + S_PRICE) * priceScale), 4)
  store<u16>(at, <u16>load<u32>(ROW + S_REP), 6)
  store<u16>(at, <u16>load<u32>(ROW + S_POWER), 8)
  store<u16>(at, <u16>(min<i32>(load<i32>(ROW + S_LATENCY), LATENCY_CAP) * 50), 10)
  store<u16>(at, <u16>((max<i32>(load<i32>(ROW + S_UPTIME), UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE), 12)
  store<u16>(at, <u16>((kind % 5) * 7500), 14)
  store<u16>(at, <u16>((kind / 5) * 10000), 16)
  store<u16>(at, <u16>doublings(<f32>load<i32>(ROW + S_UNITS), 2500), 18)
  store<u16>(at, <u16>min<u32>(65535, load<u32>(ROW + S_MODEL) * 1500), 20)
  store<u16>(at, <u16>doublings(load<f32>(ROW + S_VRAM), 3000), 22)
  store<u16>(at, <u16>doublings(load<f32>(ROW + S_MEMORY), 2000), 24)
  store<u16>(at, <u16>doublings(load<f32>(ROW + S_TFLOPS), 2000), 26)
}

// @ts-expect-error: decorator
@inline
function exchange(a: u32, b: u32): void {
  const first = v128.load(a)
  const second = load<u64>(a, 16)
  const third = load<u32>(a, 24)
  v128.store(a, v128.load(b))
  store<u64>(a, load<u64>(b, 16), 16)
  store<u32>(a, load<u32>(b, 24), 24)
  v128.store(b, first)
  store<u64>(b, second, 16)
  store<u32>(b, third, 24)
}

/** The key along which a sample spreads most, by mean distance from its mean. */
function widest(from: u32, count: u32): u32 {
  const sample = min<u32>(count, 64)
  const step = count / sample
  let best: f32 = -1
  let key: u32 = 0
  for (let k: u32 = 0; k < KEYS; k++) {
    const at = from + 4 + k * 2
    let sum: u32 = 0
    for (let i: u32 = 0; i < sample; i++) sum += load<u16>(at + i * step * ITEM)
    const mean = <i32>(sum / sample)
    let spread: u32 = 0
    for (let i: u32 = 0; i < sample; i++) spread += abs<i32>(<i32>load<u16>(at + i * step * ITEM) - mean)
    const weighed = <f32>spread * load<f32>(IMPORTANCE + (k << 2))
    if (weighed > best) {
      best = weighed
      key = k
    }
  }
  return key
}

/**
 * Quickselect: the `nth` smallest by a key to its place, smaller ones before it. Equal keys form a band, so ties cost
 * nothing.
 */
function select(from: u32, count: u32, nth: u32, key: u32): void {
  const offset = 4 + key * 2
  let low: i32 = 0
  let high: i32 = <i32>count - 1
  const wanted = <i32>nth
  while (low < high) {
    const a = load<u16>(from + low * ITEM + offset)
    const b = load<u16>(from + ((low + high) >>> 1) * ITEM + offset)
    const c = load<u16>(from + high * ITEM + offset)
    const pivot = max<u16>(min<u16>(a, b), min<u16>(max<u16>(a, b), c))
    let left = low
    let i = low
    let right = high
    while (i <= right) {
      const at = from + i * ITEM
      const value = load<u16>(at + offset)
      if (value < pivot) {
        if (i !== left) exchange(at, from + left * ITEM)
        left++
        i++
      } else if (value > pivot) {
        exchange(at, from + right * ITEM)
        right--
      } else i++
    }
    if (wanted < left) high = left - 1
    else if (wanted > right) low = right + 1
    else return
  }
}

/** From so many on, counting beats partition after partition. */
const COUNTED: u32 = 2048
/** How many items have each value of a byte. */
const BANDS: u32 = <u32>memory.data(256 * 4, 16)
/** Items below the band that `bandOf` found. */
let below: u32 = 0

/** The band in which the nth item lies. */
function bandOf(nth: u32): u32 {
  below = 0
  for (let band: u32 = 0; band < 255; band++) {
    const here = load<u32>(BANDS + (band << 2))
    if (below + here > nth) return band
    below += here
  }
  return 255
}

// @ts-expect-error: decorator
@inline
function count(band: u32, by: u32): void {
  const at = BANDS + (band << 2)
  store<u32>(at, load<u32>(at) + by)
}

/**
 * The `nth` smallest by a key to its place, for many: which value it has is counted, byte by byte, so that one
 * partition is enough.
 */
function selectByCounting(from: u32, items: u32, nth: u32, key: u32): void {
  const first = from + 4 + key * 2
  const end = first + items * ITEM
  memory.fill(BANDS, 0, 1024)
  for (let at = first; at < end; at += ITEM) count(load<u8>(at, 1), 1)
  const upper = bandOf(nth)
  const belowUpper = below
  memory.fill(BANDS, 0, 1024)
  for (let at = first; at < end; at += ITEM) count(load<u8>(at), <u32>(<u32>load<u8>(at, 1) === upper))
  const pivot = (upper << 8) | bandOf(nth - belowUpper)
  // Of those that equal it, so many go to the left.
  let equals = <i32>(nth - belowUpper - below)
  let left = first
  let right = end - ITEM
  while (true) {
    while (left <= right) {
      const value = <u32>load<u16>(left)
      if (value > pivot || (value === pivot && equals-- <= 0)) break
      left += ITEM
    }
    while (left < right) {
      const value = <u32>load<u16>(right)
      if (value < pivot || (value === pivot && equals-- > 0)) break
      right -= ITEM
    }
    if (left >= right) return
    exchange(left - 4 - key * 2, right - 4 - key * 2)
    left += ITEM
    right -= ITEM
  }
}

/** Puts items that are alike side by side, 64 by 64. */
export function divide(from: u32, count: u32): void {
  if (count <= 64) return
  const unit: u32 = count > 64 * FAN * FAN ? 64 * FAN * FAN : count > 64 * FAN ? 64 * FAN : 64
  const units = (count + unit - 1) / unit
  const left = ((units + 1) / 2) * unit
  if (left < count) {
    const key = widest(from, count)
    if (count < COUNTED) select(from, count, left, key)
    else selectByCounting(from, count, left, key)
  }
  divide(from, left)
  if (left < count) divide(from + left * ITEM, count - left)
}

/**
 * Address of the word through which a row is found: its id's entry, or the link of the node's row before it (which is
 * in another part).
 */
function linkTo(handle: u32): u32 {
  const high = load<u32>(ownOf(handle), O_ID_HIGH)
  const low = load<u32>(ownOf(handle), O_ID_LOW)
  let row = find(high, low)
  if (row === handle) return firstAddress(high, low)
  while (load<u32>(ownOf(row), O_NEXT) !== handle) row = load<u32>(ownOf(row), O_NEXT)
  return ownOf(row) + O_NEXT
}

/** Clusters the rows below some top records of a part, in place. */
export function cluster(part: u32, fromTop: u32, toTop: u32, priceScale: f32): void {
  const tops = load<u32>(part + P_TOPS)
  let blocks: u32 = 0
  for (let t = fromTop; t < toTop; t++) {
    const top = load<u32>(tops + (t << 2))
    for (let r: u32 = 0; r < load<u32>(top + R_COUNT); r++) blocks += load<u32>(load<u32>(top + R_CHILD + (r << 2)) + R_COUNT)
  }
  const slots = blocks * 64
  const list = scratch(blocks * 4 + slots * ITEM)
  const items = list + blocks * 4
  // Rows first, unused lanes after them: then this is a permutation of lanes.
  let rows: u32 = 0
  let unused = slots
  let ordinal: u32 = 0
  for (let t = fromTop; t < toTop; t++) {
    const top = load<u32>(tops + (t << 2))
    for (let r: u32 = 0; r < load<u32>(top + R_COUNT); r++) {
      const record = load<u32>(top + R_CHILD + (r << 2))
      for (let b: u32 = 0; b < load<u32>(record + R_COUNT); b++) {
        const block = load<u32>(record + R_CHILD + (b << 2))
        store<u32>(list + (ordinal << 2), block)
        store<u32>(block + B_ORDINAL, ordinal++)
        const used = load<u64>(block + B_USED_LOW)
        for (let lane: u32 = 0; lane < 64; lane++) {
          if ((used >> lane) & 1) {
            takeRow(block | lane)
            describe(block | lane, items + rows++ * ITEM, priceScale)
          } else store<u32>(items + --unused * ITEM, block | lane)
        }
      }
    }
  }
  divide(items, rows)
  // Links before anything moves, in place of the keys.
  for (let i: u32 = 0; i < rows; i++) store<u32>(items + i * ITEM + 4, linkTo(load<u32>(items + i * ITEM)))
  for (let i: u32 = 0; i < slots; i++) store<u32>(items + i * ITEM + 8, 0)
  for (let i: u32 = 0; i < slots; i++) followCycle(list, items, i)
  for (let i: u32 = 0; i < rows; i++) store<u32>(load<u32>(items + i * ITEM + 4), load<u32>(list + ((i >>> 6) << 2)) | (i & 63))
  for (let i: u32 = 0; i < blocks; i++) {
    const block = load<u32>(list + (i << 2))
    const here = rows > i * 64 ? min<u32>(64, rows - i * 64) : 0
    store<u64>(block + B_USED_LOW, here === 64 ? ~(<u64>0) : (<u64>1 << here) - 1)
    for (let lane = here; lane < 64; lane++) emptyRow(block | lane)
    if (here < 64) listFree(part, block)
  }
  dropFull(part)
  for (let t = fromTop; t < toTop; t++) {
    const top = load<u32>(tops + (t << 2))
    store<u32>(top + R_LOOSE, 0)
    refreshBelow(top, 2)
  }
}

/** Moves rows round one cycle of the permutation: what belongs into lane i comes from the lane its item names. */
function followCycle(list: u32, items: u32, start: u32): void {
  if (load<u32>(items + start * ITEM + 8) !== 0) return
  const first = load<u32>(list + ((start >>> 6) << 2)) | (start & 63)
  let slot = start
  let handle = first
  let source = load<u32>(items + slot * ITEM)
  if (source === first) {
    store<u32>(items + slot * ITEM + 8, 1)
    return
  }
  takeRow(first)
  while (true) {
    store<u32>(items + slot * ITEM + 8, 1)
    source = load<u32>(items + slot * ITEM)
    if (source === first) {
      putRow(handle)
      return
    }
    copyRow(source, handle)
    handle = source
    slot = load<u32>((source & ~63) + B_ORDINAL) * 64 + (source & 63)
  }
}

/** Blocks that are full leave the list of those with room. */
function dropFull(part: u32): void {
  let link = part + P_FREE
  while (load<u32>(link) !== 0) {
    const block = load<u32>(link)
    if (~load<u64>(block + B_USED_LOW) === 0) {
      store<u32>(link, load<u32>(block + B_NEXT_FREE))
      store<u32>(block + B_LISTED, 0)
    } else link = block + B_NEXT_FREE
  }
}

export function topsIn(part: u32): u32 {
  return load<u32>(part + P_TOP_COUNT)
}
/** Rows below a top record that came or changed since it was clustered. */
export function looseBelow(part: u32, top: u32): u32 {
  return load<u32>(load<u32>(load<u32>(part + P_TOPS) + (top << 2)) + R_LOOSE)
}

/**
 * The next top record that is worth clustering anew: an eighth of its lanes are loose. @returns its number, or how many
 * there are
 */
export function nextLoose(part: u32, from: u32): u32 {
  const count = load<u32>(part + P_TOP_COUNT)
  for (let t = from; t < count; t++) {
    const top = load<u32>(load<u32>(part + P_TOPS) + (t << 2))
    const records = load<u32>(top + R_COUNT)
    const last = load<u32>(load<u32>(top + R_CHILD + ((records - 1) << 2)) + R_COUNT)
    if (load<u32>(top + R_LOOSE) * 8 >= ((records - 1) * FAN + last) * 64) return t
  }
  return count
}
