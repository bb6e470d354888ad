// The strongest scan to compare with: every column dense and alone, the same 16-bit points as the index, 16 rows at a
// time, filters before scores, scores against the k-th best before anything scalar. It reads every row from `from` to
// `to`; `type` may hold rows of all resource types (dense) or the rows can be sorted by type and only their range be
// given (type-partitioned).

export const Q: u32 = <u32>memory.data(1024, 64)
export const OUT: u32 = <u32>memory.data(32 * 1024, 64)

// Columns, in the order of their addresses at Q.
const TYPE: u32 = 0
const CLASS: u32 = 4
const REGION: u32 = 8
const UNITS: u32 = 12
const PRICE: u32 = 16
const MEMORY: u32 = 20
const REP_POWER: u32 = 24
const LATENCY: u32 = 28
const UPTIME: u32 = 32
const VRAM: u32 = 36
const RAM: u32 = 40
const BANDWIDTH: u32 = 44
const TFLOPS: u32 = 48
const MODEL: u32 = 52
const RATE: u32 = 56
const ID_HIGH: u32 = 60
const ID_LOW: u32 = 64

// The request.
const WANT_TYPE: u32 = 128
const WANT_UNITS: u32 = 132
const MAX_PRICE: u32 = 136
const PER_UNIT: u32 = 140
const WANT_MEMORY: u32 = 144
const MIN_BPS: u32 = 148 // -1: not asked
const CHECKS_LATENCY: u32 = 152
const WANT_VRAM: u32 = 156 // 0: not asked, as the next three
const WANT_RAM: u32 = 160
const WANT_BANDWIDTH: u32 = 164
const WANT_TFLOPS: u32 = 168
const MODELS: u32 = 172 // address of a byte for each model; 0: not asked
const MAX_RATE: u32 = 176 // u64
const SEED: u32 = 184
const SEEDED: u32 = 188
const K: u32 = 192
const W_PRICE_LATENCY: u32 = 196
const W_REP_POWER: u32 = 200
const W_UPTIME: u32 = 204
const ALLOWED: u32 = 208 // 16 bytes by class
const PRIORITY: u32 = 224 // 16 bytes by class
const A_LOW: u32 = 240 // 16 bytes by region code: lower byte of the latency term at 0 ms
const A_HIGH: u32 = 256
const B: u32 = 272 // 16 bytes by region code: points per millisecond
const CAP_LOW: u32 = 288
const CAP_HIGH: u32 = 304
const MOST_LOW: u32 = 320 // 16 bytes by region code: most measured milliseconds; -1 where the region is not wanted
const MOST_HIGH: u32 = 336
const REGIONS: u32 = 352 // 16 bytes by region code, 0xff where wanted

const SCORES: u32 = <u32>memory.data(64, 16)

let found: u32 = 0
let k: u32 = 0
let threshold: i32 = -1
let worstKey: u32 = 0xffffffff

export function requestAddress(): u32 {
  return Q
}
export function outAddress(): u32 {
  return OUT
}

let end: u32 = 0
export function allocate(bytes: u32): u32 {
  if (end === 0) end = (<u32>__heap_base + 63) & ~63
  const at = end
  end = (end + bytes + 63 + 64) & ~63
  const pages = (end + 0xffff) >>> 16
  if (pages > <u32>memory.size()) memory.grow(pages - memory.size())
  return at
}

// @ts-expect-error: decorator
@inline
function column(which: u32): u32 {
  return load<u32>(Q + which)
}

// @ts-expect-error: decorator
@inline
function entry(i: u32): u32 {
  return OUT + (i << 5)
}

function below(a: u32, b: u32): bool {
  const pa = load<i32>(a)
  const pb = load<i32>(b)
  if (pa !== pb) return pa < pb
  const ka = load<u32>(a, 4)
  const kb = load<u32>(b, 4)
  if (ka !== kb) return ka > kb
  return load<u64>(a, 8) > load<u64>(b, 8)
}

function swap(a: u32, b: u32): void {
  const x = v128.load(a)
  const y = v128.load(a, 16)
  v128.store(a, v128.load(b))
  v128.store(a, v128.load(b, 16), 16)
  v128.store(b, x)
  v128.store(b, y, 16)
}

function sink(from: u32, size: u32): void {
  let i = from
  while (true) {
    let child: u32 = 2 * i + 1
    if (child >= size) return
    if (child + 1 < size && below(entry(child + 1), entry(child))) child++
    if (!below(entry(child), entry(i))) return
    swap(entry(child), entry(i))
    i = child
  }
}

// @ts-expect-error: decorator
@inline
function keyOf(row: u32): u32 {
  const high = load<u32>(column(ID_HIGH) + (row << 2))
  const first = <u32>load<u8>(Q + PRIORITY + <u32>load<u8>(column(CLASS) + row)) << 24
  if (load<u32>(Q + SEEDED) === 0) return first | (high >>> 2)
  let key = load<u32>(column(ID_LOW) + (row << 2)) ^ (high * 0x9e3779b1) ^ load<u32>(Q + SEED)
  key = (key ^ (key >>> 16)) * 0x85ebca6b
  key = (key ^ (key >>> 13)) * 0xc2b2ae35
  return first | ((key ^ (key >>> 16)) >>> 2)
}

function consider(row: u32, points: i32): void {
  const models = load<u32>(Q + MODELS)
  if (models !== 0 && load<u8>(models + load<u16>(column(MODEL) + (row << 1))) === 0) return
  if (load<f32>(column(PRICE) + (row << 2)) === load<f32>(Q + MAX_PRICE) && load<u64>(column(RATE) + (row << 3)) > load<u64>(Q + MAX_RATE)) return
  const key = keyOf(row)
  if (found === k && points === threshold && key > worstKey) return
  const at = entry(found)
  store<i32>(at, points)
  store<u32>(at, key, 4)
  store<u32>(at, load<u32>(column(ID_LOW) + (row << 2)), 8)
  store<u32>(at, load<u32>(column(ID_HIGH) + (row << 2)), 12)
  store<u32>(at, row, 16)
  if (found < k) {
    let i = found++
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!below(entry(i), entry(parent))) break
      swap(entry(i), entry(parent))
      i = parent
    }
    if (found < k) return
  } else {
    if (!below(entry(0), at)) return
    swap(entry(0), at)
    sink(0, k)
  }
  threshold = load<i32>(entry(0))
  worstKey = load<u32>(entry(0), 4)
}

// @ts-expect-error: decorator
@inline
function narrow(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

// @ts-expect-error: decorator
@inline
function atLeast(at: u32, wanted: u32): v128 {
  const least = v128.load32_splat(Q + wanted)
  return narrow(
    f32x4.ge(v128.load(at), least),
    f32x4.ge(v128.load(at, 16), least),
    f32x4.ge(v128.load(at, 32), least),
    f32x4.ge(v128.load(at, 48), least),
  )
}

// @ts-expect-error: decorator
@inline
function lower(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
}
// @ts-expect-error: decorator
@inline
function upper(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
}

/** @param from row, a multiple of 16 @param to row after the last @returns how many were found */
export function scan(from: u32, to: u32): u32 {
  found = 0
  k = load<u32>(Q + K)
  threshold = -1
  worstKey = 0xffffffff
  const type = column(TYPE)
  const classes = column(CLASS)
  const regions = column(REGION)
  const units = column(UNITS)
  const price = column(PRICE)
  const memories = column(MEMORY)
  const repPower = column(REP_POWER)
  const latency = column(LATENCY)
  const uptime = column(UPTIME)
  const wantType = i8x16.splat(<i8>load<i32>(Q + WANT_TYPE))
  const wantUnits = i16x8.splat(<i16>load<i32>(Q + WANT_UNITS))
  const maxPrice = v128.load32_splat(Q + MAX_PRICE)
  const perUnit = v128.load32_splat(Q + PER_UNIT)
  const minBps = load<i32>(Q + MIN_BPS)
  const leastBps = i16x8.splat(<i16>minBps)
  const checksLatency = load<u32>(Q + CHECKS_LATENCY) !== 0
  const vram = load<f32>(Q + WANT_VRAM) > 0
  const ram = load<f32>(Q + WANT_RAM) > 0
  const bandwidth = load<f32>(Q + WANT_BANDWIDTH) > 0
  const tflops = load<f32>(Q + WANT_TFLOPS) > 0
  const wPriceLatency = v128.load32_splat(Q + W_PRICE_LATENCY)
  const wRepPower = v128.load32_splat(Q + W_REP_POWER)
  const wUptime = i16x8.splat(<i16>load<i32>(Q + W_UPTIME))
  const allowed = v128.load(Q + ALLOWED)
  const wantRegions = v128.load(Q + REGIONS)
  const aLow = v128.load(Q + A_LOW)
  const aHigh = v128.load(Q + A_HIGH)
  const bs = v128.load(Q + B)
  const capLow = v128.load(Q + CAP_LOW)
  const capHigh = v128.load(Q + CAP_HIGH)
  const mostLow = v128.load(Q + MOST_LOW)
  const mostHigh = v128.load(Q + MOST_HIGH)
  const zero = i32x4.splat(0)
  const full = f32x4.splat(30000)
  const zeroBps = i16x8.splat(9000)
  const perBps = i16x8.splat(30)
  for (let row = from; row < to; row += 16) {
    let pass = v128.and(i8x16.eq(v128.load(type + row), wantType), i8x16.swizzle(allowed, v128.load(classes + row)))
    if (!v128.any_true(pass)) continue
    const region = v128.load(regions + row)
    pass = v128.and(pass, i8x16.swizzle(wantRegions, region))
    const two = row << 1
    const four = row << 2
    pass = v128.and(
      pass,
      i8x16.narrow_i16x8_s(i16x8.ge_s(v128.load(units + two), wantUnits), i16x8.ge_s(v128.load(units + two, 16), wantUnits)),
    )
    if (!v128.any_true(pass)) continue
    const p0 = v128.load(price + four)
    const p1 = v128.load(price + four, 16)
    const p2 = v128.load(price + four, 32)
    const p3 = v128.load(price + four, 48)
    pass = v128.and(pass, narrow(f32x4.le(p0, maxPrice), f32x4.le(p1, maxPrice), f32x4.le(p2, maxPrice), f32x4.le(p3, maxPrice)))
    pass = v128.and(pass, atLeast(memories + four, WANT_MEMORY))
    const u0 = v128.load(uptime + two)
    const u1 = v128.load(uptime + two, 16)
    if (minBps >= 0) pass = v128.and(pass, i8x16.narrow_i16x8_s(i16x8.ge_s(u0, leastBps), i16x8.ge_s(u1, leastBps)))
    const l0 = v128.load(latency + two)
    const l1 = v128.load(latency + two, 16)
    if (checksLatency) {
      const low = i8x16.swizzle(mostLow, region)
      const high = i8x16.swizzle(mostHigh, region)
      pass = v128.and(pass, i8x16.narrow_i16x8_s(i16x8.le_s(l0, lower(low, high)), i16x8.le_s(l1, upper(low, high))))
    }
    if (vram) pass = v128.and(pass, atLeast(column(VRAM) + four, WANT_VRAM))
    if (ram) pass = v128.and(pass, atLeast(column(RAM) + four, WANT_RAM))
    if (bandwidth) pass = v128.and(pass, atLeast(column(BANDWIDTH) + four, WANT_BANDWIDTH))
    if (tflops) pass = v128.and(pass, atLeast(column(TFLOPS) + four, WANT_TFLOPS))
    const passing = <u32>i8x16.bitmask(pass)
    if (passing === 0) continue
    const low = i8x16.swizzle(aLow, region)
    const high = i8x16.swizzle(aHigh, region)
    const b = i8x16.swizzle(bs, region)
    const cl = i8x16.swizzle(capLow, region)
    const ch = i8x16.swizzle(capHigh, region)
    const t0 = i16x8.max_s(i16x8.sub(lower(low, high), i16x8.mul(i16x8.min_s(l0, lower(cl, ch)), lower(b, zero))), zero)
    const t1 = i16x8.max_s(i16x8.sub(upper(low, high), i16x8.mul(i16x8.min_s(l1, upper(cl, ch)), upper(b, zero))), zero)
    const q0 = i16x8.narrow_i32x4_s(
      i32x4.trunc_sat_f32x4_s(f32x4.sub(full, f32x4.mul(p0, perUnit))),
      i32x4.trunc_sat_f32x4_s(f32x4.sub(full, f32x4.mul(p1, perUnit))),
    )
    const q1 = i16x8.narrow_i32x4_s(
      i32x4.trunc_sat_f32x4_s(f32x4.sub(full, f32x4.mul(p2, perUnit))),
      i32x4.trunc_sat_f32x4_s(f32x4.sub(full, f32x4.mul(p3, perUnit))),
    )
    let s0 = i32x4.dot_i16x8_s(i8x16.shuffle(q0, t0, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), wPriceLatency)
    let s1 = i32x4.dot_i16x8_s(i8x16.shuffle(q0, t0, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), wPriceLatency)
    let s2 = i32x4.dot_i16x8_s(i8x16.shuffle(q1, t1, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), wPriceLatency)
    let s3 = i32x4.dot_i16x8_s(i8x16.shuffle(q1, t1, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), wPriceLatency)
    const rp = repPower + four
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(rp), wRepPower))
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load(rp, 16), wRepPower))
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load(rp, 32), wRepPower))
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load(rp, 48), wRepPower))
    const v0 = i16x8.mul(i16x8.sub(i16x8.max_s(u0, zeroBps), zeroBps), perBps)
    const v1 = i16x8.mul(i16x8.sub(i16x8.max_s(u1, zeroBps), zeroBps), perBps)
    s0 = i32x4.add(s0, i32x4.extmul_low_i16x8_s(v0, wUptime))
    s1 = i32x4.add(s1, i32x4.extmul_high_i16x8_s(v0, wUptime))
    s2 = i32x4.add(s2, i32x4.extmul_low_i16x8_s(v1, wUptime))
    s3 = i32x4.add(s3, i32x4.extmul_high_i16x8_s(v1, wUptime))
    const limit = i32x4.splat(threshold)
    let win = passing & <u32>i8x16.bitmask(narrow(i32x4.ge_s(s0, limit), i32x4.ge_s(s1, limit), i32x4.ge_s(s2, limit), i32x4.ge_s(s3, limit)))
    if (win === 0) continue
    v128.store(SCORES, s0)
    v128.store(SCORES, s1, 16)
    v128.store(SCORES, s2, 32)
    v128.store(SCORES, s3, 48)
    do {
      const lane = <u32>ctz<u32>(win)
      win &= win - 1
      const points = load<i32>(SCORES + (lane << 2))
      if (points >= threshold && row + lane < to) consider(row + lane, points)
    } while (win !== 0)
  }
  for (let size = found; size > 1; ) {
    size--
    swap(entry(0), entry(size))
    sink(0, size)
  }
  return found
}
