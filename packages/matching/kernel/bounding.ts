import {
  classes, flags, leastBandwidth, leastBps, leastMemory, leastRam, leastTflops, leastVram, maxPrice, maxPriceFloor, mostMeasured, perMeasured, perUnit,
  realA, realB, units, wantsHardware, weightLatency, weightPower, weightPrice, weightRep, weightUptime,
} from './asked'
import { threshold } from './best'
import {
  R_CLASSES, R_MAX_BANDWIDTH, R_MAX_BPS, R_MAX_LATENCY, R_MAX_MEMORY, R_MAX_POWER, R_MAX_PRICE, R_MAX_RAM, R_MAX_REP, R_MAX_TFLOPS, R_MAX_UNITS, R_MAX_VRAM,
  R_MIN_BPS, R_MIN_LATENCY, R_MIN_POWER, R_MIN_PRICE, R_MIN_REP, R_MODELS, R_SCHEDULES, UPTIME_SCALE, UPTIME_ZERO,
} from './layout'
import {
  D_BYTES, D_COLUMN, D_FACTOR, D_LATENCY, D_POWER, D_PRICE, D_REP, D_SLACK, D_UPTIME, FLAG_LATENCY, FLAG_MODEL, FLAG_MORE, FLAG_SCALE, FLAG_SCHEDULE,
  FLAG_SLA, Q_BEST, Q_DIRECTIONS, Q_MODEL_BITS, Q_SCHEDULE_BITS, REQUEST,
} from './request'

// The most that the rows below a record's children can score for the request.

const POINTS: v128 = f32x4.splat(30000)
const ZERO: v128 = f32x4.splat(0)
const NONE: v128 = i32x4.splat(-1)
/** Single precision loses less of 300 000 000. */
const SLACK: v128 = f32x4.splat(2048)

// @ts-expect-error: decorator
@inline
function four(lanes: u32, column: u32): v128 {
  return f32x4.convert_i32x4_s(v128.load16x4_s(lanes + column))
}
// @ts-expect-error: decorator
@inline
function fourPrices(lanes: u32, column: u32): v128 {
  return i32x4.shl(v128.load16x4_u(lanes + column), 15)
}
// @ts-expect-error: decorator
@inline
function fourUptimes(lanes: u32, column: u32): v128 {
  const zero = i32x4.splat(UPTIME_ZERO)
  return f32x4.convert_i32x4_s(i32x4.mul(i32x4.sub(i32x4.max_s(v128.load16x4_s(lanes + column), zero), zero), i32x4.splat(UPTIME_SCALE)))
}
// @ts-expect-error: decorator
@inline
function leastOf(step: v128): v128 {
  return i16x8.splat(<i16>i8x16.extract_lane_u(step, 0))
}
// @ts-expect-error: decorator
@inline
function anyOf(at: u32, wanted: v128): v128 {
  const zero = i32x4.splat(0)
  return i16x8.narrow_i32x4_s(i32x4.ne(v128.and(v128.load(at), wanted), zero), i32x4.ne(v128.and(v128.load(at, 16), wanted), zero))
}

/** Of eight children, from an address of their first column, those that can hold a row that passes. */
function filterEight(lanes: u32, words: u32): v128 {
  let pass = i16x8.ne(v128.and(v128.load(lanes, R_CLASSES), classes), ZERO)
  pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_UNITS), units))
  pass = v128.and(pass, i16x8.le_u(v128.load(lanes, R_MIN_PRICE), maxPriceFloor))
  pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_MEMORY), leastOf(leastMemory)))
  if (flags & (FLAG_SLA | FLAG_LATENCY | FLAG_MORE)) {
    if (flags & FLAG_SLA) pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_BPS), leastBps))
    if (flags & FLAG_LATENCY) pass = v128.and(pass, i16x8.le_s(v128.load(lanes, R_MIN_LATENCY), mostMeasured))
    if (flags & FLAG_MODEL) pass = v128.and(pass, anyOf(words + R_MODELS, i32x4.splat(load<i32>(REQUEST + Q_MODEL_BITS))))
    if (flags & FLAG_SCHEDULE) pass = v128.and(pass, anyOf(words + R_SCHEDULES, i32x4.splat(load<i32>(REQUEST + Q_SCHEDULE_BITS))))
  }
  if (wantsHardware) {
    pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_VRAM), leastOf(leastVram)))
    pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_RAM), leastOf(leastRam)))
    pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_BANDWIDTH), leastOf(leastBandwidth)))
    pass = v128.and(pass, i16x8.ge_s(v128.load(lanes, R_MAX_TFLOPS), leastOf(leastTflops)))
  }
  return pass
}

/** Bounds of four children; -1 where none is wanted any more. */
function boundFour(lanes: u32, passing: v128): v128 {
  const limit = f32x4.splat(<f32>threshold)
  // The box: every term at its best.
  const minPrice = fourPrices(lanes, R_MIN_PRICE)
  const minLatency = four(lanes, R_MIN_LATENCY)
  const maxRep = four(lanes, R_MAX_REP)
  const maxUptime = fourUptimes(lanes, R_MAX_BPS)
  const maxPower = four(lanes, R_MAX_POWER)
  let bound = f32x4.mul(weightPrice, f32x4.pmax(ZERO, f32x4.sub(POINTS, f32x4.mul(minPrice, perUnit))))
  bound = f32x4.add(bound, f32x4.mul(weightRep, maxRep))
  bound = f32x4.add(bound, f32x4.mul(weightLatency, f32x4.pmax(ZERO, f32x4.sub(realA, f32x4.mul(minLatency, realB)))))
  bound = f32x4.add(bound, f32x4.mul(weightUptime, maxUptime))
  bound = f32x4.add(f32x4.add(bound, f32x4.mul(weightPower, maxPower)), SLACK)
  const directions = load<u32>(REQUEST + Q_DIRECTIONS)
  if (directions > 0 && v128.any_true(v128.and(passing, f32x4.ge(bound, limit)))) {
    // Terms cut off at 0 are above their straight line by at most this much.
    const maxLatency = four(lanes, R_MAX_LATENCY)
    let lifted = f32x4.mul(weightLatency, f32x4.pmax(ZERO, f32x4.sub(f32x4.mul(maxLatency, realB), realA)))
    const maxCounted = f32x4.pmin(fourPrices(lanes, R_MAX_PRICE), maxPrice)
    const minCounted = f32x4.pmin(minPrice, maxPrice)
    if (flags & FLAG_SCALE) {
      const dearest = f32x4.mul(maxCounted, perUnit)
      lifted = f32x4.add(lifted, f32x4.mul(weightPrice, f32x4.pmax(ZERO, f32x4.sub(dearest, POINTS))))
      lifted = f32x4.add(lifted, f32x4.mul(f32x4.mul(weightPrice, dearest), f32x4.splat(1e-6)))
    }
    lifted = f32x4.add(lifted, f32x4.add(f32x4.add(f32x4.mul(weightPrice, POINTS), f32x4.mul(weightLatency, realA)), SLACK))
    for (let i: u32 = 0; i < directions; i++) {
      const d = REQUEST + Q_BEST + i * D_BYTES
      // Where the request's weights differ from the direction's, the box again.
      let other = f32x4.mul(four(lanes, load<u32>(d + D_COLUMN)), f32x4.splat(load<f32>(d + D_FACTOR)))
      const price = load<f32>(d + D_PRICE)
      other = f32x4.add(other, f32x4.mul(price > 0 ? maxCounted : minCounted, f32x4.splat(price)))
      const rep = load<f32>(d + D_REP)
      other = f32x4.add(other, f32x4.mul(rep < 0 ? four(lanes, R_MIN_REP) : maxRep, f32x4.splat(rep)))
      const perMs = load<f32>(d + D_LATENCY) - perMeasured
      other = f32x4.add(other, f32x4.mul(perMs > 0 ? maxLatency : minLatency, f32x4.splat(perMs)))
      const uptime = load<f32>(d + D_UPTIME)
      other = f32x4.add(other, f32x4.mul(uptime < 0 ? fourUptimes(lanes, R_MIN_BPS) : maxUptime, f32x4.splat(uptime)))
      const power = load<f32>(d + D_POWER)
      other = f32x4.add(other, f32x4.mul(power < 0 ? four(lanes, R_MIN_POWER) : maxPower, f32x4.splat(power)))
      other = f32x4.add(other, f32x4.splat(load<f32>(d + D_SLACK)))
      bound = f32x4.pmin(bound, f32x4.add(other, lifted))
    }
  }
  return v128.bitselect(i32x4.trunc_sat_f32x4_s(f32x4.pmax(bound, ZERO)), NONE, v128.and(passing, f32x4.ge(bound, limit)))
}

/**
 * Writes the bounds of a record's 16 children, -1 for those that can hold no match. @returns the highest of each
 * quarter
 */
export function boundChildren(record: u32, to: u32): v128 {
  let highest = NONE
  for (let half: u32 = 0; half < 2; half++) {
    const lanes = record + (half << 4)
    const pass = filterEight(lanes, record + (half << 5))
    let low = NONE
    let high = NONE
    if (v128.any_true(pass)) {
      low = boundFour(lanes, i32x4.extend_low_i16x8_s(pass))
      high = boundFour(lanes + 8, i32x4.extend_high_i16x8_s(pass))
      highest = i32x4.max_s(highest, i32x4.max_s(low, high))
    }
    v128.store(to + (half << 5), low)
    v128.store(to + (half << 5), high, 16)
  }
  return highest
}
