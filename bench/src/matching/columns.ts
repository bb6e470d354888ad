import { REGIONS, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import type { MatchNode } from '@aiigo/matching'
import { reputationTerm, verifiedPowerTerm } from '@aiigo/matching'
import { TOKEN } from './makeNode.js'

/** The market in dense typed arrays, in the figures that every side compares. */
export interface Columns {
  count: number
  /** Index into RESOURCE_TYPES. */
  type: Uint8Array
  /** Tier × 5 + trust level; 255 when the node takes no work. */
  class: Uint8Array
  /** Region × 2, + 1 when latency was measured. */
  region: Uint8Array
  units: Int16Array
  price: Float32Array
  memory: Float32Array
  /** Points. */
  reputation: Int16Array
  power: Int16Array
  /** Milliseconds. */
  latency: Int16Array
  uptime: Int16Array
  vram: Float32Array
  ram: Float32Array
  bandwidth: Float32Array
  tflops: Float32Array
  model: Uint16Array
  rate: BigUint64Array
  idHigh: Uint32Array
  idLow: Uint32Array
  /** Wallets, lower case. */
  provider: string[]
  models: string[]
}

export const CLOSED = 255

export function createColumns(count: number): Columns {
  return {
    count: 0,
    type: new Uint8Array(count),
    class: new Uint8Array(count),
    region: new Uint8Array(count),
    units: new Int16Array(count),
    price: new Float32Array(count),
    memory: new Float32Array(count),
    reputation: new Int16Array(count),
    power: new Int16Array(count),
    latency: new Int16Array(count),
    uptime: new Int16Array(count),
    vram: new Float32Array(count),
    ram: new Float32Array(count),
    bandwidth: new Float32Array(count),
    tflops: new Float32Array(count),
    model: new Uint16Array(count),
    rate: new BigUint64Array(count),
    idHigh: new Uint32Array(count),
    idLow: new Uint32Array(count),
    provider: new Array(count),
    models: [],
  }
}

export function addNode(columns: Columns, node: MatchNode): void {
  const i = columns.count++
  const open = node.state === 'ACTIVE' && node.online && node.availability === 'AVAILABLE'
  const rate = BigInt(node.asks[TOKEN] ?? 0)
  columns.type[i] = RESOURCE_TYPES.indexOf(node.resourceType)
  columns.class[i] = open
    ? TIERS.indexOf(node.tier) * TRUST_LEVELS.length + TRUST_LEVELS.indexOf(node.trustLevel)
    : CLOSED
  columns.region[i] = REGIONS.indexOf(node.region as (typeof REGIONS)[number]) * 2 + (node.roundTripMs === null ? 0 : 1)
  columns.units[i] = node.freeUnits
  columns.price[i] = Number(rate)
  columns.memory[i] = node.memoryMiB ?? -1
  columns.reputation[i] = reputationTerm(node.reputation)
  columns.power[i] = verifiedPowerTerm(node.hashesPerSecond)
  columns.latency[i] = node.roundTripMs ?? 0
  columns.uptime[i] = node.uptimeBps
  columns.vram[i] = node.hardware.vramGiB ?? -1
  columns.ram[i] = node.hardware.ramGiB ?? -1
  columns.bandwidth[i] = node.hardware.bandwidthMbps ?? -1
  columns.tflops[i] = node.tflops ?? -1
  const model = node.hardware.model ?? ''
  const known = columns.models.indexOf(model)
  columns.model[i] = known < 0 ? columns.models.push(model) - 1 : known
  columns.rate[i] = rate
  columns.idHigh[i] = Number.parseInt(node.id.slice(2, 10), 16)
  columns.idLow[i] = Number.parseInt(node.id.slice(10), 16)
  columns.provider[i] = node.provider
}
