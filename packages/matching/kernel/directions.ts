import { refreshBelow } from './bounds'
import { CLASS, CLOSED, LATENCY, LATENCY_CAP, P_DIRECTIONS, P_TOP_COUNT, P_TOPS, PRICE, R_CHILD, R_COUNT, REP_POWER, UPTIME, UPTIME_SCALE, UPTIME_ZERO } from './layout'
import { at1 } from './rows'
import { ROW, S_CLASS, S_LATENCY, S_POWER, S_PRICE, S_REP, S_UPTIME } from './staging'

/**
 * Sums over a part's open rows, for its spreads: count, then sum and sum of squares of price (its binary logarithm),
 * reputation, latency, uptime and power.
 */
const SAMPLE: u32 = <u32>memory.data(11 * 8, 16)

export function sampleAddress(): u32 {
  return SAMPLE
}

// @ts-expect-error: decorator
@inline
function addTo(sums: u32, i: u32, value: f64): void {
  const at = sums + 8 + (i << 4)
  store<f64>(at, load<f64>(at) + value)
  store<f64>(at, load<f64>(at, 8) + value * value, 8)
}

/** Adds the staged row to sums of the same form elsewhere. */
export function sampleStaged(sums: u32): void {
  if (load<u32>(ROW + S_CLASS) & CLOSED) return
  store<f64>(sums, load<f64>(sums) + 1)
  addTo(sums, 0, <f64>load<u32>(ROW + S_PRICE) / 8388608.0 - 127)
  addTo(sums, 1, load<i32>(ROW + S_REP))
  addTo(sums, 2, min<i32>(load<i32>(ROW + S_LATENCY), LATENCY_CAP))
  addTo(sums, 3, (max<i32>(load<i32>(ROW + S_UPTIME), UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE)
  addTo(sums, 4, load<i32>(ROW + S_POWER))
}

/** Adds every `step`-th block of a part to the sums. */
export function samplePart(part: u32, step: u32): void {
  const tops = load<u32>(part + P_TOPS)
  let turn: u32 = 0
  for (let t: u32 = 0; t < load<u32>(part + P_TOP_COUNT); t++) {
    const top = load<u32>(tops + (t << 2))
    for (let r: u32 = 0; r < load<u32>(top + R_COUNT); r++) {
      const record = load<u32>(top + R_CHILD + (r << 2))
      for (let b: u32 = 0; b < load<u32>(record + R_COUNT); b++) {
        if (turn++ % step !== 0) continue
        const block = load<u32>(record + R_CHILD + (b << 2))
        for (let lane: u32 = 0; lane < 64; lane++) {
          if (load<u8>(block + lane, CLASS) & CLOSED) continue
          store<f64>(SAMPLE, load<f64>(SAMPLE) + 1)
          // Piecewise linear, from the bits: one absurd price must not hide what is usual.
          addTo(SAMPLE, 0, <f64>(load<u32>(block + (lane << 2), PRICE)) / 8388608.0 - 127)
          addTo(SAMPLE, 1, load<i16>(block + (lane << 2), REP_POWER))
          addTo(SAMPLE, 2, min<i32>(load<i16>(block + (lane << 1), LATENCY), LATENCY_CAP))
          addTo(SAMPLE, 3, (max<i32>(load<i16>(block + (lane << 1), UPTIME), UPTIME_ZERO) - UPTIME_ZERO) * UPTIME_SCALE)
          addTo(SAMPLE, 4, load<i16>(block + (lane << 2), REP_POWER + 2))
        }
      }
    }
  }
}

export function directionsOf(part: u32): u32 {
  return load<u32>(part + P_DIRECTIONS)
}

/** All bounds of a part anew, after its directions changed. */
export function refreshPart(part: u32): void {
  const tops = load<u32>(part + P_TOPS)
  for (let t: u32 = 0; t < load<u32>(part + P_TOP_COUNT); t++) refreshBelow(load<u32>(tops + (t << 2)), 2)
}

/** Hides a row from the next search without touching bounds. @returns its class, to be given back to `openRow` */
export function closeRow(handle: u32): u32 {
  const at = at1(handle, CLASS)
  const kind = load<u8>(at)
  store<u8>(at, kind | CLOSED)
  return kind
}

export function openRow(handle: u32, kind: u32): void {
  store<u8>(at1(handle, CLASS), <u8>kind)
}
