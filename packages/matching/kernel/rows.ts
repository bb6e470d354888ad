import {
  BANDWIDTH, BANDWIDTH_STEP, CLASS, EMPTY, LATENCY, MEMORY, MEMORY_STEP, O_ID_HIGH, O_ID_LOW, O_MODEL, O_NEXT, O_PROVIDER, O_RATE, O_SCHEDULE, OWN, PRICE,
  RAM, RAM_STEP, REP_POWER, STATUS, TFLOPS, TFLOPS_STEP, UNITS, UPTIME, VRAM, VRAM_STEP,
} from './layout'
import {
  ROW, S_BANDWIDTH, S_CLASS, S_ID_HIGH, S_ID_LOW, S_LATENCY, S_MEMORY, S_MODEL, S_NEXT, S_POWER, S_PRICE, S_PROVIDER, S_RAM, S_RATE, S_REP,
  S_SCHEDULE, S_STATUS, S_TFLOPS, S_UNITS, S_UPTIME, S_VRAM,
} from './staging'

/** Address of a 4-byte (2-, 1-byte) value of a row: the block is the handle without its lane. */
// @ts-expect-error: decorator
@inline
export function at4(handle: u32, column: u32): u32 {
  return (handle & ~63) + column + ((handle & 63) << 2)
}
// @ts-expect-error: decorator
@inline
export function at2(handle: u32, column: u32): u32 {
  return (handle & ~63) + column + ((handle & 63) << 1)
}
// @ts-expect-error: decorator
@inline
export function at1(handle: u32, column: u32): u32 {
  return (handle & ~63) + column + (handle & 63)
}
/** Address of what a row keeps together. */
// @ts-expect-error: decorator
@inline
export function ownOf(handle: u32): u32 {
  return (handle & ~63) + OWN + ((handle & 63) << 5)
}

/** Bits of the figure 2^-4, with which the scale begins; it goes on for 31 doublings. */
const FIRST_STEP: u32 = 0x3d800000 >>> 20

/**
 * A figure in 8 bits, eight steps to a doubling: a higher step is a higher figure, the same step leaves it open. 0: not
 * said.
 */
export function stepOf(figure: f32): u32 {
  if (figure < 0) return 0
  // Exponent and three bits of the mantissa.
  const bits = reinterpret<u32>(figure) >>> 20
  return bits <= FIRST_STEP ? 1 : min<u32>(255, bits - FIRST_STEP + 1)
}

/** Whether no figure on the same step is lower: powers of two, their halves, quarters and eighths between. */
export function beginsStep(figure: f32): bool {
  const bits = reinterpret<u32>(figure)
  const step = bits >>> 20
  return (bits & 0xfffff) === 0 && step > FIRST_STEP && step - FIRST_STEP + 1 <= 255
}

// @ts-expect-error: decorator
@inline
function putFigure(handle: u32, column: u32, step: u32, figure: f32): void {
  store<f32>(at4(handle, column), figure)
  store<u8>(at1(handle, step), <u8>stepOf(figure))
}

/** Staging area to row; bounds are the caller's business. */
export function putRow(handle: u32): void {
  store<f32>(at4(handle, PRICE), load<f32>(ROW + S_PRICE))
  store<i16>(at4(handle, REP_POWER), <i16>load<i32>(ROW + S_REP))
  store<i16>(at4(handle, REP_POWER) + 2, <i16>load<i32>(ROW + S_POWER))
  store<i16>(at2(handle, LATENCY), <i16>load<i32>(ROW + S_LATENCY))
  store<i16>(at2(handle, UPTIME), <i16>load<i32>(ROW + S_UPTIME))
  store<i16>(at2(handle, UNITS), <i16>load<i32>(ROW + S_UNITS))
  store<u8>(at1(handle, CLASS), <u8>load<i32>(ROW + S_CLASS))
  putFigure(handle, MEMORY, MEMORY_STEP, load<f32>(ROW + S_MEMORY))
  putFigure(handle, VRAM, VRAM_STEP, load<f32>(ROW + S_VRAM))
  putFigure(handle, RAM, RAM_STEP, load<f32>(ROW + S_RAM))
  putFigure(handle, BANDWIDTH, BANDWIDTH_STEP, load<f32>(ROW + S_BANDWIDTH))
  putFigure(handle, TFLOPS, TFLOPS_STEP, load<f32>(ROW + S_TFLOPS))
  const own = ownOf(handle)
  store<u32>(own, load<u32>(ROW + S_ID_LOW), O_ID_LOW)
  store<u32>(own, load<u32>(ROW + S_ID_HIGH), O_ID_HIGH)
  store<u32>(own, load<u32>(ROW + S_PROVIDER), O_PROVIDER)
  store<u32>(own, load<u32>(ROW + S_NEXT), O_NEXT)
  store<u64>(own, load<u64>(ROW + S_RATE), O_RATE)
  store<u32>(own, load<u32>(ROW + S_MODEL), O_MODEL)
  store<u32>(own, load<u32>(ROW + S_SCHEDULE), O_SCHEDULE)
  store<u8>(at1(handle, STATUS), <u8>load<i32>(ROW + S_STATUS))
}

/** Row to staging area. */
export function takeRow(handle: u32): void {
  store<f32>(ROW + S_PRICE, load<f32>(at4(handle, PRICE)))
  store<i32>(ROW + S_REP, load<i16>(at4(handle, REP_POWER)))
  store<i32>(ROW + S_POWER, load<i16>(at4(handle, REP_POWER) + 2))
  store<i32>(ROW + S_LATENCY, load<i16>(at2(handle, LATENCY)))
  store<i32>(ROW + S_UPTIME, load<i16>(at2(handle, UPTIME)))
  store<i32>(ROW + S_UNITS, load<i16>(at2(handle, UNITS)))
  store<i32>(ROW + S_CLASS, load<u8>(at1(handle, CLASS)))
  store<f32>(ROW + S_MEMORY, load<f32>(at4(handle, MEMORY)))
  store<f32>(ROW + S_VRAM, load<f32>(at4(handle, VRAM)))
  store<f32>(ROW + S_RAM, load<f32>(at4(handle, RAM)))
  store<f32>(ROW + S_BANDWIDTH, load<f32>(at4(handle, BANDWIDTH)))
  store<f32>(ROW + S_TFLOPS, load<f32>(at4(handle, TFLOPS)))
  const own = ownOf(handle)
  store<u32>(ROW + S_ID_LOW, load<u32>(own, O_ID_LOW))
  store<u32>(ROW + S_ID_HIGH, load<u32>(own, O_ID_HIGH))
  store<u32>(ROW + S_PROVIDER, load<u32>(own, O_PROVIDER))
  store<u32>(ROW + S_NEXT, load<u32>(own, O_NEXT))
  store<u64>(ROW + S_RATE, load<u64>(own, O_RATE))
  store<u32>(ROW + S_MODEL, load<u32>(own, O_MODEL))
  store<u32>(ROW + S_SCHEDULE, load<u32>(own, O_SCHEDULE))
  store<i32>(ROW + S_STATUS, load<u8>(at1(handle, STATUS)))
}

/** An unused lane: closed to every filter. */
export function emptyRow(handle: u32): void {
  store<u8>(at1(handle, CLASS), EMPTY)
  store<u8>(at1(handle, STATUS), EMPTY)
}

/** One row over another. */
export function copyRow(from: u32, to: u32): void {
  store<u32>(at4(to, PRICE), load<u32>(at4(from, PRICE)))
  store<u32>(at4(to, REP_POWER), load<u32>(at4(from, REP_POWER)))
  store<u16>(at2(to, LATENCY), load<u16>(at2(from, LATENCY)))
  store<u16>(at2(to, UPTIME), load<u16>(at2(from, UPTIME)))
  store<u16>(at2(to, UNITS), load<u16>(at2(from, UNITS)))
  store<u8>(at1(to, CLASS), load<u8>(at1(from, CLASS)))
  store<u8>(at1(to, MEMORY_STEP), load<u8>(at1(from, MEMORY_STEP)))
  store<u8>(at1(to, VRAM_STEP), load<u8>(at1(from, VRAM_STEP)))
  store<u8>(at1(to, RAM_STEP), load<u8>(at1(from, RAM_STEP)))
  store<u8>(at1(to, BANDWIDTH_STEP), load<u8>(at1(from, BANDWIDTH_STEP)))
  store<u8>(at1(to, TFLOPS_STEP), load<u8>(at1(from, TFLOPS_STEP)))
  store<u32>(at4(to, MEMORY), load<u32>(at4(from, MEMORY)))
  store<u32>(at4(to, VRAM), load<u32>(at4(from, VRAM)))
  store<u32>(at4(to, RAM), load<u32>(at4(from, RAM)))
  store<u32>(at4(to, BANDWIDTH), load<u32>(at4(from, BANDWIDTH)))
  store<u32>(at4(to, TFLOPS), load<u32>(at4(from, TFLOPS)))
  const own = ownOf(from)
  const target = ownOf(to)
  v128.store(target, v128.load(own))
  v128.store(target, v128.load(own, 16), 16)
  store<u8>(at1(to, STATUS), load<u8>(at1(from, STATUS)))
}
