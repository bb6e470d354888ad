import { CLASS, O_ID_HIGH, O_ID_LOW } from './layout'
import { FLAG_SEED, FOUND, Q_FLAGS, Q_K, Q_PRIORITY, Q_SEED, REQUEST } from './request'
import { at1, ownOf } from './rows'

// The k best rows so far, in order. Where a new one belongs is counted, not searched, because a processor guesses wrong
// at every step of a search. Points decide nearly always; only where they are equal is the tie key waited for, which
// lies with the row, far away.

const POINTS: u32 = <u32>memory.data(4016, 16) // i32 for each of FOUND, and room for a vector more
const KEYS: u32 = <u32>memory.data(4000, 16)

let k: u32 = 0
let found: u32 = 0
let seed: u32 = 0
let seeded: bool = false
/** Points of the worst kept row once k are kept; -1 before. */
export let threshold: i32 = -1
/** Its tie key; lower is better. */
let worstKey: u32 = 0xffffffff

export function startBest(): void {
  k = load<u32>(REQUEST + Q_K)
  seed = load<u32>(REQUEST + Q_SEED)
  seeded = (load<u32>(REQUEST + Q_FLAGS) & FLAG_SEED) !== 0
  found = 0
  threshold = -1
  worstKey = 0xffffffff
}

export function wanted(): u32 {
  return k
}
export function foundCount(): u32 {
  return found
}

// @ts-expect-error: decorator
@inline
function mix(low: u32, high: u32): u32 {
  let key = low ^ (high * 0x9e3779b1) ^ seed
  key = (key ^ (key >>> 16)) * 0x85ebca6b
  key = (key ^ (key >>> 13)) * 0xc2b2ae35
  return (key ^ (key >>> 16)) >>> 2
}

/** The class's priority, then the shuffle of the tie seed or the upper bits of the id. */
// @ts-expect-error: decorator
@inline
function keyOf(handle: u32): u32 {
  const own = ownOf(handle)
  const high = load<u32>(own, O_ID_HIGH)
  const first = <u32>load<u8>(REQUEST + Q_PRIORITY + <u32>load<u8>(at1(handle, CLASS)))
  return (first << 24) | (seeded ? mix(load<u32>(own, O_ID_LOW), high) : high >>> 2)
}

/** Whether a row with at least the threshold's points may still be among the k best. */
// @ts-expect-error: decorator
@inline
export function mayRank(handle: u32, points: i32): bool {
  return points > threshold || keyOf(handle) <= worstKey
}

function idOf(handle: u32): u64 {
  return load<u64>(ownOf(handle), O_ID_LOW)
}

/** Puts a row where it belongs, if it does. */
export function rankRow(handle: u32, points: i32, part: u32): void {
  // Everything above it, four at a time; what lies beyond the list is -1, and so never above.
  const mine = i32x4.splat(points)
  let above = i32x4.splat(0)
  const end = POINTS + (found << 2)
  for (let at = POINTS; at < end; at += 16) above = i32x4.sub(above, i32x4.gt_s(v128.load(at), mine))
  let place = <u32>(i32x4.extract_lane(above, 0) + i32x4.extract_lane(above, 1) + i32x4.extract_lane(above, 2) + i32x4.extract_lane(above, 3))
  const key = keyOf(handle)
  while (place < found && load<i32>(POINTS + (place << 2)) === points) {
    const other = load<u32>(KEYS + (place << 2))
    if (other > key || (other === key && idOf(load<u32>(FOUND + (place << 3))) > idOf(handle))) break
    place++
  }
  if (place === k) return
  if (found < k) {
    found++
    v128.store(POINTS + (found << 2), i32x4.splat(-1))
  }
  for (let i = found - 1; i > place; i--) {
    store<i32>(POINTS + (i << 2), load<i32>(POINTS + ((i - 1) << 2)))
    store<u32>(KEYS + (i << 2), load<u32>(KEYS + ((i - 1) << 2)))
    store<u64>(FOUND + (i << 3), load<u64>(FOUND + ((i - 1) << 3)))
  }
  store<i32>(POINTS + (place << 2), points)
  store<u32>(KEYS + (place << 2), key)
  store<u32>(FOUND + (place << 3), handle)
  store<u32>(FOUND + (place << 3), part, 4)
  if (found < k) return
  threshold = load<i32>(POINTS + ((k - 1) << 2))
  worstKey = load<u32>(KEYS + ((k - 1) << 2))
}
