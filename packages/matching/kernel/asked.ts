import { priceFloor } from './bounds'
import {
  FLAG_MORE, PARTS, PR_A, PR_B, PR_BYTES, PR_MAX_MEASURED, Q_ALLOWED, Q_BANDWIDTH, Q_CLASSES, Q_FLAGS, Q_MAX_PRICE, Q_MEMORY, Q_MIN_BPS, Q_PER_UNIT, Q_RAM,
  Q_TFLOPS, Q_UNITS, Q_VRAM, Q_W_LATENCY, Q_W_POWER, Q_W_PRICE, Q_W_REP, Q_W_UPTIME, REQUEST,
} from './request'
import { beginsStep, stepOf } from './rows'

// The request, spread over vectors in the widths that rows and bounds are compared in.

export let flags: u32 = 0
/** Whether a row that passes the columns has to be looked at for its model, its schedule or its owner. */
export let wantsMore: bool = false
/** Whether figures besides memory are asked. */
export let wantsHardware: bool = false
export let allowed: v128 = i32x4.splat(0)
export let classes: v128 = i32x4.splat(0)
export let units: v128 = i32x4.splat(0)
export let maxPrice: v128 = i32x4.splat(0)
/** The upper 16 bits of it, as bounds keep prices. */
export let maxPriceFloor: v128 = i32x4.splat(0)
export let perUnit: v128 = i32x4.splat(0)
export let leastBps: v128 = i32x4.splat(0)
// Steps of the least figures, for rows in bytes.
export let leastMemory: v128 = i32x4.splat(0)
export let leastVram: v128 = i32x4.splat(0)
export let leastRam: v128 = i32x4.splat(0)
export let leastBandwidth: v128 = i32x4.splat(0)
export let leastTflops: v128 = i32x4.splat(0)
/** Whether steps leave open who reaches the least figures. */
export let stepsLeaveOpen: bool = false
// Weights: in pairs for rows, each in single precision for bounds.
export let wRepPower: v128 = i32x4.splat(0)
export let wPriceLatency: v128 = i32x4.splat(0)
export let wUptime: v128 = i32x4.splat(0)
export let weightPrice: v128 = i32x4.splat(0)
export let weightRep: v128 = i32x4.splat(0)
export let weightLatency: v128 = i32x4.splat(0)
export let weightUptime: v128 = i32x4.splat(0)
export let weightPower: v128 = i32x4.splat(0)

// Where the open part stands.
export let partIndex: u32 = 0xffffffff
export let latencyA: v128 = i32x4.splat(0)
export let latencyB: v128 = i32x4.splat(0)
export let latencyCap: v128 = i32x4.splat(0)
export let mostMeasured: v128 = i32x4.splat(0)
export let realA: v128 = i32x4.splat(0)
export let realB: v128 = i32x4.splat(0)
/** Points that a measured millisecond subtracts. */
export let perMeasured: f32 = 0

function leavesOpen(asked: u32): bool {
  const least = load<f32>(REQUEST + asked)
  return least > 0 && !beginsStep(least)
}

/** Memory must be known; other figures only count when they are asked. */
function leastStep(asked: u32): v128 {
  const least = load<f32>(REQUEST + asked)
  return i8x16.splat(<i8>(least > 0 || asked === Q_MEMORY ? stepOf(least) : 0))
}

function weight(which: u32): v128 {
  return f32x4.splat(<f32>load<i32>(REQUEST + which))
}

/** Takes the request in. */
export function ask(): void {
  flags = load<u32>(REQUEST + Q_FLAGS)
  wantsMore = (flags & FLAG_MORE) !== 0
  allowed = v128.load(REQUEST + Q_ALLOWED)
  classes = i16x8.splat(<i16>load<i32>(REQUEST + Q_CLASSES))
  units = i16x8.splat(<i16>load<i32>(REQUEST + Q_UNITS))
  const limit = load<f32>(REQUEST + Q_MAX_PRICE)
  maxPrice = f32x4.splat(limit)
  maxPriceFloor = i16x8.splat(<i16>priceFloor(limit))
  perUnit = f32x4.splat(load<f32>(REQUEST + Q_PER_UNIT))
  leastBps = i16x8.splat(<i16>load<i32>(REQUEST + Q_MIN_BPS))
  leastMemory = leastStep(Q_MEMORY)
  leastVram = leastStep(Q_VRAM)
  leastRam = leastStep(Q_RAM)
  leastBandwidth = leastStep(Q_BANDWIDTH)
  leastTflops = leastStep(Q_TFLOPS)
  stepsLeaveOpen = leavesOpen(Q_MEMORY) || leavesOpen(Q_VRAM) || leavesOpen(Q_RAM) || leavesOpen(Q_BANDWIDTH) || leavesOpen(Q_TFLOPS)
  wantsHardware =
    load<f32>(REQUEST + Q_VRAM) > 0 || load<f32>(REQUEST + Q_RAM) > 0 || load<f32>(REQUEST + Q_BANDWIDTH) > 0 || load<f32>(REQUEST + Q_TFLOPS) > 0
  wRepPower = i32x4.splat((load<i32>(REQUEST + Q_W_POWER) << 16) | load<i32>(REQUEST + Q_W_REP))
  wPriceLatency = i32x4.splat((load<i32>(REQUEST + Q_W_LATENCY) << 16) | load<i32>(REQUEST + Q_W_PRICE))
  wUptime = i16x8.splat(<i16>load<i32>(REQUEST + Q_W_UPTIME))
  weightPrice = weight(Q_W_PRICE)
  weightRep = weight(Q_W_REP)
  weightLatency = weight(Q_W_LATENCY)
  weightUptime = weight(Q_W_UPTIME)
  weightPower = weight(Q_W_POWER)
  partIndex = 0xffffffff
}

/** Turns to one of the request's parts. */
export function enter(index: u32): void {
  if (index === partIndex) return
  partIndex = index
  const at = PARTS + index * PR_BYTES
  const a = load<i32>(at + PR_A)
  const b = load<i32>(at + PR_B)
  latencyA = i16x8.splat(<i16>a)
  latencyB = i16x8.splat(<i16>b)
  // Beyond it the term is 0 for all regions; times B it still fits 16 bits.
  latencyCap = i16x8.splat(b === 100 ? 300 : 600)
  mostMeasured = i16x8.splat(<i16>load<i32>(at + PR_MAX_MEASURED))
  realA = f32x4.splat(<f32>a)
  realB = f32x4.splat(<f32>b)
  perMeasured = <f32>(b * load<i32>(REQUEST + Q_W_LATENCY))
}
