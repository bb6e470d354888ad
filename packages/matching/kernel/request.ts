
// The request as JavaScript writes it, and where the answer goes.

export const REQUEST: u32 = <u32>memory.data(1024, 64)

export const Q_K: u32 = 0
export const Q_FLAGS: u32 = 4
export const Q_UNITS: u32 = 8 // i32
export const Q_MIN_BPS: u32 = 12 // i32
export const Q_MAX_PRICE: u32 = 16 // f32
export const Q_PER_UNIT: u32 = 20 // f32: points per base unit of the rate
export const Q_MEMORY: u32 = 24 // f32, as the next four; 0: not asked
export const Q_VRAM: u32 = 28
export const Q_RAM: u32 = 32
export const Q_BANDWIDTH: u32 = 36
export const Q_TFLOPS: u32 = 40
export const Q_SEED: u32 = 44
export const Q_MAX_RATE: u32 = 48 // u64
export const Q_W_PRICE: u32 = 56 // i32, as the next four
export const Q_W_REP: u32 = 60
export const Q_W_LATENCY: u32 = 64
export const Q_W_UPTIME: u32 = 68
export const Q_W_POWER: u32 = 72
export const Q_CLASSES: u32 = 76 // one bit for each allowed class
export const Q_ALLOWED: u32 = 80 // 16 bytes, 0xff where a class is allowed
export const Q_PRIORITY: u32 = 96 // 16 bytes: priority of a class, in the upper two bits, 0 first
export const Q_MODELS: u32 = 116 // address of a byte for each model id
export const Q_MODEL_BITS: u32 = 120
export const Q_SCHEDULES: u32 = 124
export const Q_SCHEDULE_BITS: u32 = 128
export const Q_PARTS: u32 = 132 // how many
export const Q_DIRECTIONS: u32 = 136 // how many of the following
export const Q_BEST: u32 = 144

// A direction near the request's weights: the column of its bound, its factor, and what is left of each weight.
export const D_COLUMN: u32 = 0
export const D_FACTOR: u32 = 4
export const D_PRICE: u32 = 8
export const D_REP: u32 = 12
export const D_LATENCY: u32 = 16 // the direction's own factor: what is left depends on the part
export const D_UPTIME: u32 = 20
export const D_POWER: u32 = 24
export const D_SLACK: u32 = 28 // for rounding
export const D_BYTES: u32 = 32

export const FLAG_SLA: u32 = 1
export const FLAG_LATENCY: u32 = 2
export const FLAG_MODEL: u32 = 4
export const FLAG_SCHEDULE: u32 = 8
export const FLAG_EXCLUDED: u32 = 16
export const FLAG_MORE: u32 = FLAG_MODEL | FLAG_SCHEDULE | FLAG_EXCLUDED
export const FLAG_SEED: u32 = 32
export const FLAG_SCALE: u32 = 64
export const FLAG_EXACT_RATE: u32 = 128

/** Ids of providers whose nodes are passed over, at most 15, and a 0 behind the last. */
export const EXCLUDED: u32 = <u32>memory.data(64, 16)

// @ts-expect-error: decorator
@inline
export function isExcluded(provider: u32): bool {
  let at = EXCLUDED
  while (load<u32>(at) !== 0) {
    if (load<u32>(at) === provider) return true
    at += 4
  }
  return false
}

// The parts to search, at most 128: latency term = max(0, A − B × measured ms).
export const PARTS: u32 = <u32>memory.data(2048, 64)
export const PR_PART: u32 = 0
export const PR_A: u32 = 4
export const PR_B: u32 = 8
export const PR_MAX_MEASURED: u32 = 12
export const PR_BYTES: u32 = 16

/** The answer, at most 1 000 rows: pairs of handle and part index. */
export const FOUND: u32 = <u32>memory.data(8000, 64)

export function requestAddress(): u32 {
  return REQUEST
}
export function excludedAddress(): u32 {
  return EXCLUDED
}
export function partsAddress(): u32 {
  return PARTS
}
export function foundAddress(): u32 {
  return FOUND
}
