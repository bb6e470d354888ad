import { emptyLane, refresh } from './bounds'
import {
  B_LANE,
  B_LISTED,
  B_NEXT_FREE,
  B_PART,
  B_RECORD,
  B_USED_LOW,
  CLASS,
  DIRECTIONS,
  EMPTY,
  FAN,
  P_BLOCKS,
  P_DIRECTIONS,
  P_FREE,
  P_ROWS,
  P_TOP_COUNT,
  P_TOP_ROOM,
  P_TOPS,
  PART_BYTES,
  R_CHILD,
  R_COUNT,
  R_LOOSE,
  R_PARENT,
  R_PARENT_LANE,
  STATUS,
} from './layout'
import { allocate, allocateBlock, allocateRecord } from './memory'
import { emptyRow, putRow } from './rows'

export function createPart(): u32 {
  const part = allocate(PART_BYTES)
  memory.fill(part, 0, PART_BYTES)
  const directions = allocate(DIRECTIONS * 20)
  memory.fill(directions, 0, DIRECTIONS * 20)
  store<u32>(part + P_DIRECTIONS, directions)
  return part
}

function newRecord(): u32 {
  const record = allocateRecord()
  for (let lane: u32 = 0; lane < FAN; lane++) emptyLane(record, lane)
  return record
}

/** Hangs a child below a record. */
function hang(record: u32, child: u32): u32 {
  const lane = load<u32>(record + R_COUNT)
  store<u32>(record + R_CHILD + (lane << 2), child)
  store<u32>(record + R_COUNT, lane + 1)
  return lane
}

/** The last top record, with room for one more record below. */
function openTop(part: u32): u32 {
  const count = load<u32>(part + P_TOP_COUNT)
  const tops = load<u32>(part + P_TOPS)
  if (count > 0) {
    const last = load<u32>(tops + ((count - 1) << 2))
    if (load<u32>(last + R_COUNT) < FAN) return last
  }
  if (count === load<u32>(part + P_TOP_ROOM)) {
    const room = max<u32>(4, count * 2)
    const moved = allocate(room << 2)
    memory.copy(moved, tops, count << 2)
    store<u32>(part + P_TOPS, moved)
    store<u32>(part + P_TOP_ROOM, room)
  }
  const top = newRecord()
  store<u32>(load<u32>(part + P_TOPS) + (count << 2), top)
  store<u32>(part + P_TOP_COUNT, count + 1)
  return top
}

/** The last record over blocks; 0 when there is none. */
function lastRecord(part: u32): u32 {
  const count = load<u32>(part + P_TOP_COUNT)
  if (count === 0) return 0
  const top = load<u32>(load<u32>(part + P_TOPS) + ((count - 1) << 2))
  return load<u32>(top + R_CHILD + ((load<u32>(top + R_COUNT) - 1) << 2))
}

/** The last record over blocks, with room for one more. */
function openRecord(part: u32): u32 {
  const last = lastRecord(part)
  if (last !== 0 && load<u32>(last + R_COUNT) < FAN) return last
  const top = openTop(part)
  const record = newRecord()
  store<u32>(record + R_PARENT, top)
  store<u32>(record + R_PARENT_LANE, hang(top, record))
  return record
}

/** A new block below the last record, which does not know yet where it is. */
export function hangBlock(part: u32): u32 {
  const block = allocateBlock()
  hang(openRecord(part), block)
  store<u32>(part + P_BLOCKS, load<u32>(part + P_BLOCKS) + 1)
  return block
}

/** Tells a block where it is. */
export function placeBlock(block: u32, part: u32, record: u32, lane: u32): void {
  store<u32>(block + B_PART, part)
  store<u32>(block + B_RECORD, record)
  store<u32>(block + B_LANE, lane)
}

function appendBlock(part: u32): u32 {
  const block = hangBlock(part)
  const record = lastRecord(part)
  placeBlock(block, part, record, load<u32>(record + R_COUNT) - 1)
  memory.fill(block + CLASS, EMPTY, 64)
  memory.fill(block + STATUS, EMPTY, 64)
  return block
}

export function listFree(part: u32, block: u32): void {
  if (load<u32>(block + B_LISTED) !== 0) return
  store<u32>(block + B_LISTED, 1)
  store<u32>(block + B_NEXT_FREE, load<u32>(part + P_FREE))
  store<u32>(part + P_FREE, block)
}

/** Puts the staged row into a part. @returns its handle */
export function insert(part: u32): u32 {
  let block = load<u32>(part + P_FREE)
  if (block === 0) {
    block = appendBlock(part)
    listFree(part, block)
  }
  const used = load<u64>(block + B_USED_LOW)
  const lane = <u32>ctz<u64>(~used)
  const now = used | ((<u64>1) << lane)
  store<u64>(block + B_USED_LOW, now)
  if (~now === 0) {
    store<u32>(part + P_FREE, load<u32>(block + B_NEXT_FREE))
    store<u32>(block + B_LISTED, 0)
  }
  const handle = block | lane
  putRow(handle)
  store<u32>(part + P_ROWS, load<u32>(part + P_ROWS) + 1)
  loosen(block)
  refresh(block)
  return handle
}

/** Counts a row that may be in the wrong place now. */
function loosen(block: u32): void {
  const at = load<u32>(load<u32>(block + B_RECORD) + R_PARENT) + R_LOOSE
  store<u32>(at, load<u32>(at) + 1)
}

/** Replaces a row by the staged one, in place. @param moved whether figures changed that rows are clustered by */
export function replace(handle: u32, moved: bool): void {
  putRow(handle)
  if (moved) loosen(handle & ~63)
  refresh(handle & ~63)
}

/** Takes a row out. */
export function erase(handle: u32): void {
  const block = handle & ~63
  const part = load<u32>(block + B_PART)
  emptyRow(handle)
  store<u64>(block + B_USED_LOW, load<u64>(block + B_USED_LOW) & ~((<u64>1) << (handle & 63)))
  store<u32>(part + P_ROWS, load<u32>(part + P_ROWS) - 1)
  listFree(part, block)
  refresh(block)
}

export function partOf(handle: u32): u32 {
  return load<u32>((handle & ~63) + B_PART)
}

/** Rows in a part; how many of them came since it was clustered. */
export function rowsIn(part: u32): u32 {
  return load<u32>(part + P_ROWS)
}
