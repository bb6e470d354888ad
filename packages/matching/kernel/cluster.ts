import { liftRecord, refresh, refreshBelow } from './bounds'
import { find, firstAddress } from './ids'
import {
  B_LISTED, B_NEXT_FREE, B_ORDINAL, B_USED_LOW, CLASS, FAN, ID_HIGH, ID_LOW, LATENCY, LATENCY_CAP, MEMORY, MODEL, NEXT, P_FREE, 
  P_TOP_COUNT, P_TOPS,PRICE, R_CHILD, R_COUNT, R_LOOSE, REP_POWER, TFLOPS, UNITS, UPTIME, UPTIME_SCALE, UPTIME_ZERO, VRAM,
} from './layout'
import { scratch } from './memory'
import { listFree } from './parts'
import { at1, at2, at4, copyRow, emptyRow, putRow, takeRow } from './rows'

// Puts rows that are alike into the same blocks, and blocks that are alike under the same record: a kd-tree, split at medians along
// whatever still varies most, so that bounds are tight. Splits fall on whole records where a range spans several.

/** One row while it is sorted: its handle, then KEYS 16-bit keys. */
const KEYS: u32 = 12
const ITEM: u32 = 4 + KEYS * 2

/**
 * What a key's spread counts: price, reputation, power, latency, uptime by their points; then the filters, trust level, tier, units, model, GPU
 * memory, memory and power, far less: tried on the bench's market, where more made broad searches slower than rare ones faster.
 */
const IMPORTANCE: u32 = <u32>memory.data<f32>([1.3, 1.0, 1.0, 1.0, 1.0, 0.25, 0.05, 0.25, 0.8, 0.2, 0.02, 0.2])

// @ts-expect-error: decorator
@inline
function doublings(value: f32, scale: f32): u32 {
  // Bits of the float: exponent and mantissa are a piecewise linear log2.
  return value <= 0 ? 0 : min<u32>(65535, <u32>(<f32>(<i32>reinterpret<u32>(value + 1) - 0x3f800000) * (scale / 8388608.0)))
}

function describe(handle: u32, at: u32, priceScale: f32): void {
  const kind = <u32>(load<u8>(at1(handle, CLASS)) & 0x7f)
  store<u32>(at, handle)
  store<u16>(at, <u16>min<f32>(65535, load<f32>(at4(handle, PRICE)) * priceScale), 4)
  store<u16>(at, load<u16>(at4(handle, REP_POWER)), 6)
  store<u16>(at, load<u16>(at4(handle, REP_POWER) + 2), 8)
  store<u16>(at, <u16>(min<i32>(load<i16>(at2(handle, LATENCY)), LATENCY_CAP) * 50), 10)
  store<u16>(at, <u16>((max<i32>(load<i16>(at2(handle, UPTIME)), UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE), 12)
  store<u16>(at, <u16>((kind % 5) * 7500), 14)
  store<u16>(at, <u16>((kind / 5) * 10000), 16)
  store<u16>(at, <u16>doublings(<f32>load<i16>(at2(handle, UNITS)), 2500), 18)
  store<u16>(at, <u16>min<u32>(65535, load<u32>(at4(handle, MODEL)) * 1500), 20)
  store<u16>(at, <u16>doublings(load<f32>(at4(handle, VRAM)), 3000), 22)
  store<u16>(at, <u16>doublings(load<f32>(at4(handle, MEMORY)), 2000), 24)
  store<u16>(at, <u16>doublings(load<f32>(at4(handle, TFLOPS)), 2000), 26)
}

// @ts-expect-error: decorator
@inline
function exchange(a: u32, b: u32): void {
  for (let i: u32 = 0; i < ITEM; i += 4) {
    const x = load<u32>(a + i)
    store<u32>(a + i, load<u32>(b + i))
    store<u32>(b + i, x)
  }
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

/** Quickselect: the `nth` smallest by a key to its place, smaller ones before it. Equal keys form a band, so ties cost nothing. */
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

function divide(from: u32, count: u32): void {
  if (count <= 64) return
  const unit: u32 = count > 64 * FAN * FAN ? 64 * FAN * FAN : count > 64 * FAN ? 64 * FAN : 64
  const units = (count + unit - 1) / unit
  const left = ((units + 1) / 2) * unit
  if (left < count) select(from, count, left, widest(from, count))
  divide(from, left)
  if (left < count) divide(from + left * ITEM, count - left)
}

/** Address of the word through which a row is found: its id's entry, or the link of the node's row before it (which is in another part). */
function linkTo(handle: u32): u32 {
  const high = load<u32>(at4(handle, ID_HIGH))
  const low = load<u32>(at4(handle, ID_LOW))
  let row = find(high, low)
  if (row === handle) return firstAddress(high, low)
  while (load<u32>(at4(row, NEXT)) !== handle) row = load<u32>(at4(row, NEXT))
  return at4(row, NEXT)
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
          if ((used >> lane) & 1) describe(block | lane, items + rows++ * ITEM, priceScale)
          else store<u32>(items + --unused * ITEM, block | lane)
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

/** The next top record that is worth clustering anew: an eighth of its lanes are loose. @returns its number, or how many there are */
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
