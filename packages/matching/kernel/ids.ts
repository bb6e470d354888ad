import { O_ID_HIGH, O_ID_LOW, O_NEXT } from './layout'
import { allocate } from './memory'
import { ownOf } from './rows'

// Node id to the handle of its first row: open addressing, linear probing, at most two thirds full. The ids are in the
// rows.

let table: u32 = 0
let room: u32 = 0
let used: u32 = 0

// @ts-expect-error: decorator
@inline
function home(high: u32, low: u32): u32 {
  let hash = (low ^ (high * 0x9e3779b1)) * 0x85ebca6b
  hash ^= hash >>> 15
  return hash & (room - 1)
}

/** Slot of an id: where it is, or the free one where it belongs. */
function slotOf(high: u32, low: u32): u32 {
  let slot = home(high, low)
  while (true) {
    const handle = load<u32>(table + (slot << 2))
    if (handle === 0 || (load<u32>(ownOf(handle), O_ID_LOW) === low && load<u32>(ownOf(handle), O_ID_HIGH) === high)) return slot
    slot = (slot + 1) & (room - 1)
  }
}

/** Makes room for so many ids. */
export function reserveIds(count: u32): void {
  let wanted = max<u32>(room, 1024)
  while (wanted * 2 < count * 3) wanted <<= 1
  if (wanted === room) return
  const before = table
  const roomBefore = room
  table = allocate(wanted << 2)
  room = wanted
  memory.fill(table, 0, room << 2)
  for (let slot: u32 = 0; slot < roomBefore; slot++) {
    const handle = load<u32>(before + (slot << 2))
    if (handle === 0) continue
    store<u32>(table + (slotOf(load<u32>(ownOf(handle), O_ID_HIGH), load<u32>(ownOf(handle), O_ID_LOW)) << 2), handle)
  }
}

/** Handle of the first row of an id; 0: none. */
export function find(high: u32, low: u32): u32 {
  return room === 0 ? 0 : load<u32>(table + (slotOf(high, low) << 2))
}

/** Names the first row of an id, which the row must hold already. */
export function setFirst(high: u32, low: u32, handle: u32): void {
  if ((used + 1) * 3 > room * 2) reserveIds((used + 1) * 2)
  const at = table + (slotOf(high, low) << 2)
  if (load<u32>(at) === 0) used++
  store<u32>(at, handle)
}

/** Makes a row the first of its id, before those that are there. @returns how many those are */
export function chain(high: u32, low: u32, handle: u32): u32 {
  if ((used + 1) * 3 > room * 2) reserveIds((used + 1) * 2)
  const at = table + (slotOf(high, low) << 2)
  let other = load<u32>(at)
  if (other === 0) used++
  store<u32>(at, handle)
  store<u32>(ownOf(handle), other, O_NEXT)
  let others: u32 = 0
  for (; other !== 0; other = load<u32>(ownOf(other), O_NEXT)) others++
  return others
}

/** Forgets an id; what probes past it moves up, so that no tombstones pile up. Its first row must still hold the id. */
export function forget(high: u32, low: u32): void {
  let hole = slotOf(high, low)
  if (load<u32>(table + (hole << 2)) === 0) return
  used--
  let slot = hole
  while (true) {
    slot = (slot + 1) & (room - 1)
    const handle = load<u32>(table + (slot << 2))
    if (handle === 0) break
    const wanted = home(load<u32>(ownOf(handle), O_ID_HIGH), load<u32>(ownOf(handle), O_ID_LOW))
    if (((slot - wanted) & (room - 1)) >= ((slot - hole) & (room - 1))) {
      store<u32>(table + (hole << 2), handle)
      hole = slot
    }
  }
  store<u32>(table + (hole << 2), 0)
}

/** Address of the word that names a node's first row. */
export function firstAddress(high: u32, low: u32): u32 {
  return table + (slotOf(high, low) << 2)
}
