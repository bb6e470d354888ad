import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { type MatchRequest, PROFILES } from '@aiigo/matching'
import { type Columns, createColumns } from './columns.js'
import { latencyViews } from './latencyOf.js'
import { modelVerdicts } from './modelVerdicts.js'
import type { Ranked, Side } from './sides.js'

const SCRIPT = fileURLToPath(new URL('../../script/compileDenseScan.mjs', import.meta.url))

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: unknown }
}

interface Exports {
  memory: { buffer: ArrayBuffer }
  requestAddress(): number
  outAddress(): number
  allocate(bytes: number): number
  scan(from: number, to: number): number
}

/** The scan, compiled by script/compileDenseScan.mjs. */
export async function compileDenseScan(): Promise<object> {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT], { encoding: 'buffer', maxBuffer: 1 << 24 })
  return new WebAssembly.Module(stdout)
}

/**
 * A scan in SIMD WebAssembly over dense columns.
 * @param partitioned rows sorted by resource type, only the request's range is read; otherwise every row is
 */
export function createSimdSide(module: object, source: Columns, partitioned: boolean): Side {
  const scan = new WebAssembly.Instance(module, {}).exports as Exports
  const { columns, ranges } = partitioned ? sortedByType(source) : { columns: source, ranges: null }
  const { count } = columns
  const request = scan.requestAddress()
  const repPower = new Int16Array(2 * count)
  for (let i = 0; i < count; i++) {
    repPower[2 * i] = columns.reputation[i] as number
    repPower[2 * i + 1] = columns.power[i] as number
  }
  const arrays = [
    columns.type,
    columns.class,
    columns.region,
    columns.units,
    columns.price,
    columns.memory,
    repPower,
    columns.latency,
    columns.uptime,
    columns.vram,
    columns.ram,
    columns.bandwidth,
    columns.tflops,
    columns.model,
    columns.rate,
    columns.idHigh,
    columns.idLow,
  ]
  const addresses = arrays.map(({ byteLength }) => scan.allocate(byteLength + 64))
  const models = scan.allocate(65_536)
  const u8 = new Uint8Array(scan.memory.buffer)
  arrays.forEach((array, i) => {
    u8.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), addresses[i])
  })
  const view = new DataView(scan.memory.buffer)
  const i32 = (at: number, value: number): void => view.setInt32(request + at, value, true)
  const f32 = (at: number, value: number): void => view.setFloat32(request + at, value, true)
  addresses.forEach((address, i) => {
    i32(4 * i, address)
  })
  const out = scan.outAddress()
  const hex = (value: number): string => value.toString(16).padStart(8, '0')

  return {
    match(wants: MatchRequest, k: number): Ranked[] {
      const weights = typeof wants.weights === 'string' ? PROFILES[wants.weights] : wants.weights
      const type = RESOURCE_TYPES.indexOf(wants.resourceType)
      i32(128, type)
      i32(132, wants.units)
      f32(136, Number(wants.maxRate))
      f32(140, 30_000 / Math.fround(Number(wants.maxRate)))
      f32(144, wants.memoryMiB)
      i32(148, wants.minUptimeBps ?? -1)
      i32(152, wants.maxLatencyMs === undefined ? 0 : 1)
      f32(156, wants.hardware?.minVramGiB ?? 0)
      f32(160, wants.hardware?.minRamGiB ?? 0)
      f32(164, wants.hardware?.minBandwidthMbps ?? 0)
      f32(168, wants.minTflops ?? 0)
      const verdicts = modelVerdicts(columns.models, wants.hardware?.model)
      i32(172, verdicts ? models : 0)
      if (verdicts) u8.set(verdicts, models)
      view.setBigUint64(request + 176, wants.maxRate, true)
      view.setUint32(request + 184, wants.tieSeed ?? 0, true)
      i32(188, wants.tieSeed === undefined ? 0 : 1)
      i32(192, k)
      i32(196, (weights.latency << 16) | weights.price)
      i32(200, (weights.verifiedPower << 16) | weights.reputation)
      i32(204, weights.uptime)
      const level = wants.minTrustLevel ? TRUST_LEVELS.indexOf(wants.minTrustLevel) : 0
      TIERS.forEach((tier, t) => {
        TRUST_LEVELS.forEach((_, l) => {
          const code = request + t * 5 + l
          u8[code + 208] = l >= level && (!wants.tiers || wants.tiers.includes(tier)) ? 0xff : 0
          u8[code + 224] = (l >= 3 ? 4 - l : 2) << 6
        })
      })
      latencyViews(wants).forEach(({ wanted, a, b, most }, code) => {
        const cap = b === 100 ? 300 : 600
        const at = request + code
        u8[at + 240] = a & 255
        u8[at + 256] = (a >> 8) & 255
        u8[at + 272] = b
        u8[at + 288] = cap & 255
        u8[at + 304] = cap >> 8
        u8[at + 320] = most & 255
        u8[at + 336] = (most >> 8) & 255
        u8[at + 352] = wanted && most >= 0 ? 0xff : 0
      })
      const [from, to] = ranges ? (ranges[type] as [number, number]) : [0, count]
      const found = scan.scan(from, to)
      return Array.from({ length: found }, (_, i) => {
        const at = out + 32 * i
        return {
          nodeId: `0x${hex(view.getUint32(at + 12, true))}${hex(view.getUint32(at + 8, true))}`,
          points: view.getInt32(at, true),
        }
      })
    },
  }
}

/** Rows by type, each type's from a multiple of 16 on; the gaps are closed rows. */
function sortedByType(source: Columns): { columns: Columns; ranges: [number, number][] } {
  const counts = RESOURCE_TYPES.map((_, type) => source.type.reduce((sum, other) => sum + (other === type ? 1 : 0), 0))
  const ranges: [number, number][] = []
  let next = 0
  for (const count of counts) {
    ranges.push([next, next + count])
    next += (count + 15) & ~15
  }
  const columns = createColumns(next)
  columns.class.fill(255)
  columns.type.fill(255)
  columns.count = next
  columns.models = source.models
  const free = ranges.map(([from]) => from)
  for (let i = 0; i < source.count; i++) {
    const type = source.type[i] as number
    const to = free[type] as number
    free[type] = to + 1
    for (const name of ARRAYS) (columns[name] as Uint8Array)[to] = source[name][i] as number
    columns.rate[to] = source.rate[i] as bigint
  }
  return { columns, ranges }
}

const ARRAYS = [
  'type',
  'class',
  'region',
  'units',
  'price',
  'memory',
  'reputation',
  'power',
  'latency',
  'uptime',
  'vram',
  'ram',
  'bandwidth',
  'tflops',
  'model',
  'idHigh',
  'idLow',
] as const
