import {
  BANDWIDTH, CLASS, EMPTY, ID_HIGH, ID_LOW, LATENCY, MEMORY, MODEL, NEXT, PRICE, PROVIDER, RAM, RATE, REP_POWER, SCHEDULE, STATUS, TFLOPS, UNITS,
  UPTIME, VRAM,
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
// @ts-expect-error: decorator
@inline
export function at8(handle: u32, column: u32): u32 {
  return (handle & ~63) + column + ((handle & 63) << 3)
}

/** Staging area to row; bounds are the caller's business. */
export function putRow(handle: u32): void {
  store<f32>(at4(handle, PRICE), load<f32>(ROW + S_PRICE))
  store<u64>(at8(handle, RATE), load<u64>(ROW + S_RATE))
  store<i16>(at4(handle, REP_POWER), <i16>load<i32>(ROW + S_REP))
  store<i16>(at4(handle, REP_POWER) + 2, <i16>load<i32>(ROW + S_POWER))
  store<i16>(at2(handle, LATENCY), <i16>load<i32>(ROW + S_LATENCY))
  store<i16>(at2(handle, UPTIME), <i16>load<i32>(ROW + S_UPTIME))
  store<u8>(at1(handle, CLASS), <u8>load<i32>(ROW + S_CLASS))
  store<i16>(at2(handle, UNITS), <i16>load<i32>(ROW + S_UNITS))
  store<f32>(at4(handle, MEMORY), load<f32>(ROW + S_MEMORY))
  store<f32>(at4(handle, VRAM), load<f32>(ROW + S_VRAM))
  store<f32>(at4(handle, RAM), load<f32>(ROW + S_RAM))
  store<f32>(at4(handle, BANDWIDTH), load<f32>(ROW + S_BANDWIDTH))
  store<f32>(at4(handle, TFLOPS), load<f32>(ROW + S_TFLOPS))
  store<u32>(at4(handle, MODEL), load<u32>(ROW + S_MODEL))
  store<u32>(at4(handle, SCHEDULE), load<u32>(ROW + S_SCHEDULE))
  store<u32>(at4(handle, PROVIDER), load<u32>(ROW + S_PROVIDER))
  store<u32>(at4(handle, ID_HIGH), load<u32>(ROW + S_ID_HIGH))
  store<u32>(at4(handle, ID_LOW), load<u32>(ROW + S_ID_LOW))
  store<u32>(at4(handle, NEXT), load<u32>(ROW + S_NEXT))
  store<u8>(at1(handle, STATUS), <u8>load<i32>(ROW + S_STATUS))
}

/** Row to staging area. */
export function takeRow(handle: u32): void {
  store<f32>(ROW + S_PRICE, load<f32>(at4(handle, PRICE)))
  store<u64>(ROW + S_RATE, load<u64>(at8(handle, RATE)))
  store<i32>(ROW + S_REP, load<i16>(at4(handle, REP_POWER)))
  store<i32>(ROW + S_POWER, load<i16>(at4(handle, REP_POWER) + 2))
  store<i32>(ROW + S_LATENCY, load<i16>(at2(handle, LATENCY)))
  store<i32>(ROW + S_UPTIME, load<i16>(at2(handle, UPTIME)))
  store<i32>(ROW + S_CLASS, load<u8>(at1(handle, CLASS)))
  store<i32>(ROW + S_UNITS, load<i16>(at2(handle, UNITS)))
  store<f32>(ROW + S_MEMORY, load<f32>(at4(handle, MEMORY)))
  store<f32>(ROW + S_VRAM, load<f32>(at4(handle, VRAM)))
  store<f32>(ROW + S_RAM, load<f32>(at4(handle, RAM)))
  store<f32>(ROW + S_BANDWIDTH, load<f32>(at4(handle, BANDWIDTH)))
  store<f32>(ROW + S_TFLOPS, load<f32>(at4(handle, TFLOPS)))
  store<u32>(ROW + S_MODEL, load<u32>(at4(handle, MODEL)))
  store<u32>(ROW + S_SCHEDULE, load<u32>(at4(handle, SCHEDULE)))
  store<u32>(ROW + S_PROVIDER, load<u32>(at4(handle, PROVIDER)))
  store<u32>(ROW + S_ID_HIGH, load<u32>(at4(handle, ID_HIGH)))
  store<u32>(ROW + S_ID_LOW, load<u32>(at4(handle, ID_LOW)))
  store<u32>(ROW + S_NEXT, load<u32>(at4(handle, NEXT)))
  store<i32>(ROW + S_STATUS, load<u8>(at1(handle, STATUS)))
}

/** An unused lane: closed to every filter. */
export function emptyRow(handle: u32): void {
  store<u8>(at1(handle, CLASS), EMPTY)
  store<u8>(at1(handle, STATUS), EMPTY)
}

/** One row over another. */
export function copyRow(from: u32, to: u32): void {
  store<f32>(at4(to, PRICE), load<f32>(at4(from, PRICE)))
  store<u64>(at8(to, RATE), load<u64>(at8(from, RATE)))
  store<u32>(at4(to, REP_POWER), load<u32>(at4(from, REP_POWER)))
  store<u16>(at2(to, LATENCY), load<u16>(at2(from, LATENCY)))
  store<u16>(at2(to, UPTIME), load<u16>(at2(from, UPTIME)))
  store<u8>(at1(to, CLASS), load<u8>(at1(from, CLASS)))
  store<u16>(at2(to, UNITS), load<u16>(at2(from, UNITS)))
  store<u32>(at4(to, MEMORY), load<u32>(at4(from, MEMORY)))
  store<u32>(at4(to, VRAM), load<u32>(at4(from, VRAM)))
  store<u32>(at4(to, RAM), load<u32>(at4(from, RAM)))
  store<u32>(at4(to, BANDWIDTH), load<u32>(at4(from, BANDWIDTH)))
  store<u32>(at4(to, TFLOPS), load<u32>(at4(from, TFLOPS)))
  store<u32>(at4(to, MODEL), load<u32>(at4(from, MODEL)))
  store<u32>(at4(to, SCHEDULE), load<u32>(at4(from, SCHEDULE)))
  store<u32>(at4(to, PROVIDER), load<u32>(at4(from, PROVIDER)))
  store<u32>(at4(to, ID_HIGH), load<u32>(at4(from, ID_HIGH)))
  store<u32>(at4(to, ID_LOW), load<u32>(at4(from, ID_LOW)))
  store<u32>(at4(to, NEXT), load<u32>(at4(from, NEXT)))
  store<u8>(at1(to, STATUS), load<u8>(at1(from, STATUS)))
}
