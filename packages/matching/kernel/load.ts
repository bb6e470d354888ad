import { describe, divide, ITEM } from './cluster'
import { refreshPart } from './directions'
import { chain } from './ids'
import { B_USED_LOW, BLOCK_BYTES, FAN, P_BLOCKS, P_LAST, P_ROWS, P_TOPS, R_CHILD } from './layout'
import { scratch } from './memory'
import { hangBlock, listFree, placeBlock } from './parts'
import { emptyRow, putRow } from './rows'
import {
  ROW, S_BANDWIDTH, S_CLASS, S_ID_HIGH, S_ID_LOW, S_LATENCY, S_MEMORY, S_MODEL, S_NEXT, S_POWER, S_PRICE, S_PROVIDER, S_RAM, S_RATE, S_REP, S_SCHEDULE,
  S_STATUS, S_TFLOPS, S_UNITS, S_UPTIME, S_VRAM,
} from './staging'

// Many rows at once. They wait in the blocks that they will fill, but as packed rows one after the other, which is one
// or two cache lines for each instead of one for each column; when all are there, they are put in order and every block
// is turned into columns in its place. No other memory is needed: fresh memory is what building waits for most.

/** A packed row: what is staged, each field in its own width. */
const PACKED: u32 = 72
const K_PRICE: u32 = 0
const K_REP: u32 = 4
const K_POWER: u32 = 6
const K_LATENCY: u32 = 8
const K_UPTIME: u32 = 10
const K_UNITS: u32 = 12
const K_CLASS: u32 = 14
const K_STATUS: u32 = 15
const K_MEMORY: u32 = 16
const K_VRAM: u32 = 20
const K_RAM: u32 = 24
const K_BANDWIDTH: u32 = 28
const K_TFLOPS: u32 = 32
const K_NEXT: u32 = 36
const K_RATE: u32 = 40
const K_ID_LOW: u32 = 48
const K_ID_HIGH: u32 = 52
const K_PROVIDER: u32 = 56
const K_MODEL: u32 = 60
const K_SCHEDULE: u32 = 64

const ONE: u32 = <u32>memory.data(80, 16)
const BLOCK: u32 = <u32>memory.data(4608, 64)

function pack(to: u32): void {
  store<f32>(to, load<f32>(ROW + S_PRICE), K_PRICE)
  store<i16>(to, <i16>load<i32>(ROW + S_REP), K_REP)
  store<i16>(to, <i16>load<i32>(ROW + S_POWER), K_POWER)
  store<i16>(to, <i16>load<i32>(ROW + S_LATENCY), K_LATENCY)
  store<i16>(to, <i16>load<i32>(ROW + S_UPTIME), K_UPTIME)
  store<i16>(to, <i16>load<i32>(ROW + S_UNITS), K_UNITS)
  store<u8>(to, <u8>load<i32>(ROW + S_CLASS), K_CLASS)
  store<u8>(to, <u8>load<i32>(ROW + S_STATUS), K_STATUS)
  store<f32>(to, load<f32>(ROW + S_MEMORY), K_MEMORY)
  store<f32>(to, load<f32>(ROW + S_VRAM), K_VRAM)
  store<f32>(to, load<f32>(ROW + S_RAM), K_RAM)
  store<f32>(to, load<f32>(ROW + S_BANDWIDTH), K_BANDWIDTH)
  store<f32>(to, load<f32>(ROW + S_TFLOPS), K_TFLOPS)
  store<u32>(to, load<u32>(ROW + S_NEXT), K_NEXT)
  store<u64>(to, load<u64>(ROW + S_RATE), K_RATE)
  store<u32>(to, load<u32>(ROW + S_ID_LOW), K_ID_LOW)
  store<u32>(to, load<u32>(ROW + S_ID_HIGH), K_ID_HIGH)
  store<u32>(to, load<u32>(ROW + S_PROVIDER), K_PROVIDER)
  store<u32>(to, load<u32>(ROW + S_MODEL), K_MODEL)
  store<u32>(to, load<u32>(ROW + S_SCHEDULE), K_SCHEDULE)
}

function unpack(from: u32): void {
  store<f32>(ROW + S_PRICE, load<f32>(from, K_PRICE))
  store<i32>(ROW + S_REP, load<i16>(from, K_REP))
  store<i32>(ROW + S_POWER, load<i16>(from, K_POWER))
  store<i32>(ROW + S_LATENCY, load<i16>(from, K_LATENCY))
  store<i32>(ROW + S_UPTIME, load<i16>(from, K_UPTIME))
  store<i32>(ROW + S_UNITS, load<i16>(from, K_UNITS))
  store<i32>(ROW + S_CLASS, load<u8>(from, K_CLASS))
  store<i32>(ROW + S_STATUS, load<u8>(from, K_STATUS))
  store<f32>(ROW + S_MEMORY, load<f32>(from, K_MEMORY))
  store<f32>(ROW + S_VRAM, load<f32>(from, K_VRAM))
  store<f32>(ROW + S_RAM, load<f32>(from, K_RAM))
  store<f32>(ROW + S_BANDWIDTH, load<f32>(from, K_BANDWIDTH))
  store<f32>(ROW + S_TFLOPS, load<f32>(from, K_TFLOPS))
  store<u32>(ROW + S_NEXT, load<u32>(from, K_NEXT))
  store<u64>(ROW + S_RATE, load<u64>(from, K_RATE))
  store<u32>(ROW + S_ID_LOW, load<u32>(from, K_ID_LOW))
  store<u32>(ROW + S_ID_HIGH, load<u32>(from, K_ID_HIGH))
  store<u32>(ROW + S_PROVIDER, load<u32>(from, K_PROVIDER))
  store<u32>(ROW + S_MODEL, load<u32>(from, K_MODEL))
  store<u32>(ROW + S_SCHEDULE, load<u32>(from, K_SCHEDULE))
}

function copy(from: u32, to: u32): void {
  v128.store(to, v128.load(from))
  v128.store(to, v128.load(from, 16), 16)
  v128.store(to, v128.load(from, 32), 32)
  v128.store(to, v128.load(from, 48), 48)
  store<u64>(to, load<u64>(from, 64), 64)
}

/** Lets the staged row wait in its part. In the place of its link it says how many rows its node has. */
export function loadRow(part: u32): void {
  const count = load<u32>(part + P_ROWS)
  const lane = count & 63
  if (lane === 0) store<u32>(part + P_LAST, hangBlock(part))
  pack(load<u32>(part + P_LAST) + lane * PACKED)
  store<u32>(part + P_ROWS, count + 1)
}

// @ts-expect-error: decorator
@inline
function waiting(blocks: u32, row: u32): u32 {
  return load<u32>(blocks + ((row >>> 6) << 2)) + (row & 63) * PACKED
}

/**
 * Puts all rows of a part where they belong, when no more are to come.
 * @returns the handle of a row whose node has more rows than it says, so is there twice; or 0
 */
export function loadPart(part: u32, priceScale: f32): u32 {
  const rows = load<u32>(part + P_ROWS)
  const blocks = scratch(load<u32>(part + P_BLOCKS) * 4 + rows * ITEM)
  const items = blocks + load<u32>(part + P_BLOCKS) * 4
  listBlocks(part, blocks)
  for (let row: u32 = 0; row < rows; row++) {
    unpack(waiting(blocks, row))
    describe(row, items + row * ITEM, priceScale)
  }
  divide(items, rows)
  for (let row: u32 = 0; row < rows; row++) store<u32>(items + row * ITEM, 0, 4)
  for (let row: u32 = 0; row < rows; row++) permute(blocks, items, row)
  const twice = turnBlocks(part, blocks, rows)
  refreshPart(part)
  return twice
}

/** The record over a part's nth block; every record but the last is full here. */
function recordOver(part: u32, nth: u32): u32 {
  const top = load<u32>(load<u32>(part + P_TOPS) + ((nth / (FAN * FAN)) << 2))
  return load<u32>(top + R_CHILD + (((nth / FAN) % FAN) << 2))
}

function listBlocks(part: u32, to: u32): void {
  for (let nth: u32 = 0; nth < load<u32>(part + P_BLOCKS); nth++) {
    store<u32>(to + (nth << 2), load<u32>(recordOver(part, nth) + R_CHILD + ((nth % FAN) << 2)))
  }
}

/** Moves packed rows round one cycle of the permutation; the second word of an item says that its place is done. */
function permute(blocks: u32, items: u32, start: u32): void {
  if (load<u32>(items + start * ITEM, 4) !== 0) return
  copy(waiting(blocks, start), ONE)
  for (let place = start; ; ) {
    store<u32>(items + place * ITEM, 1, 4)
    const from = load<u32>(items + place * ITEM)
    if (from === start) {
      copy(ONE, waiting(blocks, place))
      return
    }
    copy(waiting(blocks, from), waiting(blocks, place))
    place = from
  }
}

/** Packed rows to columns, block by block. */
function turnBlocks(part: u32, blocks: u32, rows: u32): u32 {
  let twice: u32 = 0
  for (let nth: u32 = 0; nth < load<u32>(part + P_BLOCKS); nth++) {
    const block = load<u32>(blocks + (nth << 2))
    const count = min<u32>(64, rows - nth * 64)
    twice = max<u32>(twice, turn(block, count))
    placeBlock(block, part, recordOver(part, nth), nth % FAN)
    if (count < 64) listFree(part, block)
  }
  return twice
}

function turn(block: u32, count: u32): u32 {
  let twice: u32 = 0
  memory.copy(BLOCK, block, 64 * PACKED)
  memory.fill(block, 0, BLOCK_BYTES)
  for (let lane: u32 = 0; lane < count; lane++) {
    unpack(BLOCK + lane * PACKED)
    const ofNode = load<u32>(ROW + S_NEXT)
    putRow(block | lane)
    if (chain(load<u32>(ROW + S_ID_HIGH), load<u32>(ROW + S_ID_LOW), block | lane) >= ofNode) twice = block | lane
  }
  store<u64>(block + B_USED_LOW, count === 64 ? ~(<u64>0) : ((<u64>1) << count) - 1)
  for (let lane = count; lane < 64; lane++) emptyRow(block | lane)
  return twice
}
