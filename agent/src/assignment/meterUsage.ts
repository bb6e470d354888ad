import {
  isTimeBased,
  processorUsage,
  RESOURCE_TYPES,
  type ResourceType,
  receiptedMegabytes,
  startedMegabytes,
  timeBasedUsage,
} from '@aiigo/domain'
import type { Outcome } from '../executor/index.js'

export interface Metering {
  /** How the run ended; EXITED while it runs. */
  readonly outcome: Outcome
  /** Index into RESOURCE_TYPES. */
  readonly resourceType: number
  /** Measured run time in seconds. */
  readonly wallSeconds: number
  /** Measured processor time in seconds. */
  readonly cpuSeconds: number
  /** Units the job occupied, and units the node is registered with. */
  readonly jobUnits: number
  readonly nodeUnits: number
  /** Chain time since the assignment, seconds. */
  readonly elapsedSeconds: number
  /** Inputs and outputs together. */
  readonly bytesMoved: bigint
  /** Bytes that readers have signed for; of jobs that serve files. */
  readonly receiptedBytes?: bigint | undefined
  /** Data points that were taken; undefined for a program. */
  readonly points?: number | undefined
  /** The highest usage that the buyer signed. */
  readonly maxUsage: bigint
}

/**
 * Billed usage of a run, in the resource's unit. One that was refused did not begin, and one that the node stopped is
 * given back: both cost nothing, and the whole deposit goes back. Every other end is paid, whatever the program did.
 *
 * CPU: processor time, and a tenth of the reserved time at least. GPU: every started second on every unit. NETWORK:
 * every started MB of inputs and outputs; of files that were served, every started MB that has receipts. MOBILE: one.
 * IOT: the data points of readings; one for a program. Never more than the contract takes: the signed maximum, and for
 * time-based types (elapsed + 1) × registered units; chain time can lag behind the wall clock's when blocks come in
 * bursts.
 * @example meterUsage({ outcome: 'EXITED', resourceType: 1, wallSeconds: 1.2, cpuSeconds: 2.1, … }) // 3n
 */
export function meterUsage(metering: Metering): bigint {
  if (metering.outcome === 'REFUSED' || metering.outcome === 'KILLED') return 0n
  const type = RESOURCE_TYPES[metering.resourceType] ?? 'IOT'
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
  if (metering.receiptedBytes !== undefined)
    return least(receiptedMegabytes(metering.receiptedBytes), metering.maxUsage)
  if (isTimeBased(type)) {
    const billable = BigInt(Math.max(0, metering.elapsedSeconds) + 1) * BigInt(metering.nodeUnits)
    const { wallSeconds, cpuSeconds, jobUnits: units } = metering
    const used =
      type === 'GPU' ? timeBasedUsage(wallSeconds, units) : processorUsage({ cpuSeconds, wallSeconds, units })
    return least(least(used, billable), metering.maxUsage)
  }
  return least(countedUsage(type, metering), metering.maxUsage)
}

/** Usage of the types that time does not measure. */
function countedUsage(type: ResourceType, { bytesMoved, points }: Metering): bigint {
  if (points !== undefined) return BigInt(points)
  return type === 'NETWORK' ? startedMegabytes(bytesMoved) : 1n
}
