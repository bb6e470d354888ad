import { NotRetryableError } from '../errors.js'
import { RATE_SCALE } from '../money/splitDeposit.js'
import { isTimeBased, type ResourceType } from '../resource.js'

/**
 * Meters: how a resource is counted and what a price per hour means in its unit. Everything is exact whole-number
 * arithmetic; prices and rates are base units of one token.
 */

/** The usage of an hour of a request. */
export interface HourlyLoad {
  /** GPUs or cores the job occupies. */
  units: number
  /** Counted types only: expected usage (MB, tasks, data points)… */
  usage?: bigint | undefined
  /** …and the seconds in which it comes up. */
  seconds?: number | undefined
}

const SECONDS_PER_HOUR = 3_600n
/** A billed MB is 10^6 bytes. */
const BYTES_PER_MB = 1_000_000n

/** Of the time of reserved cores that a run does not use, one part of so many is billed. */
export const RESERVED_SHARE = 10

/** @returns the seconds as they are */
function duration(seconds: number): number {
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  throw new NotRetryableError('BAD_DURATION', `expected seconds of 0 or more, got ${seconds}`)
}

/**
 * Billed usage of a run on whole devices: every started second, at least one, on every unit.
 * @param wallSeconds Measured run time in seconds, fractions allowed.
 * @param units GPUs the job occupied.
 * @returns GPU-seconds
 * @throws NotRetryableError `BAD_DURATION`
 * @example timeBasedUsage(1.2, 4) // 8n
 */
export function timeBasedUsage(wallSeconds: number, units: number): bigint {
  return BigInt(Math.max(1, Math.ceil(duration(wallSeconds)))) * BigInt(units)
}

/** A run on processors, measured. */
export interface ProcessorRun {
  /** Processor time, user and system, of all its processes, seconds. */
  readonly cpuSeconds: number
  /** Run time, seconds. */
  readonly wallSeconds: number
  /** Cores the job occupied. */
  readonly units: number
}

/**
 * Billed usage of a run on processors: every started second of processor time, at least one. A run that leaves its
 * cores idle is billed a tenth of their time, because no other job gets them. It is never more than the run time on
 * every core.
 * @returns core-seconds
 * @throws NotRetryableError `BAD_DURATION`
 * @example processorUsage({ cpuSeconds: 3.2, wallSeconds: 10, units: 2 }) // 4n
 * processorUsage({ cpuSeconds: 0.1, wallSeconds: 60, units: 2 }) // 12n
 */
export function processorUsage({ cpuSeconds, wallSeconds, units }: ProcessorRun): bigint {
  const reserved = timeBasedUsage(wallSeconds, units)
  const used = BigInt(Math.max(1, Math.ceil(duration(cpuSeconds))))
  const least = (reserved + BigInt(RESERVED_SHARE) - 1n) / BigInt(RESERVED_SHARE)
  const billed = used > least ? used : least
  return billed < reserved ? billed : reserved
}

/**
 * MB that a transfer is billed: every started one, at least one.
 * @example startedMegabytes(1_000_001n) // 2n
 */
export function startedMegabytes(bytes: bigint): bigint {
  if (bytes < 0n) throw new NotRetryableError('BAD_SIZE', `expected bytes of 0 or more, got ${bytes}`)
  const started = (bytes + BYTES_PER_MB - 1n) / BYTES_PER_MB
  return started > 0n ? started : 1n
}

/** A job as far as its full usage follows from it. */
interface MeteredJob {
  readonly program: { readonly kind: string; readonly points?: number; readonly megabytes?: number }
  readonly resources: { readonly type: ResourceType; readonly units: number }
  readonly limits: { readonly seconds: number }
}

/**
 * The most that a job can use: the run limit on every unit, the data points of readings, or the megabytes that are
 * served. Null for other jobs of counted types, which only the budget bounds.
 * @returns usage in the resource's unit
 * @example fullUsageOf(spec) // 100n for program: { kind: 'readings', points: 100, … }
 */
export function fullUsageOf({ program, resources, limits }: MeteredJob): bigint | null {
  if (program.kind === 'readings' && program.points !== undefined) return BigInt(program.points)
  if (program.kind === 'serve' && program.megabytes !== undefined) return BigInt(program.megabytes)
  return isTimeBased(resources.type) ? BigInt(limits.seconds) * BigInt(resources.units) : null
}

/** Usage of an hour as an exact fraction. */
function hourlyUsage(type: ResourceType, load: HourlyLoad): { usage: bigint; hours: bigint } {
  if (!Number.isSafeInteger(load.units) || load.units < 1) {
    throw new NotRetryableError('BAD_UNITS', `expected a whole number of units of at least 1, got ${load.units}`)
  }
  if (isTimeBased(type)) return { usage: SECONDS_PER_HOUR * BigInt(load.units), hours: 1n }
  const { usage, seconds } = load
  if (usage === undefined || seconds === undefined || usage < 1n || !Number.isSafeInteger(seconds) || seconds < 1) {
    throw new NotRetryableError(
      'HOURLY_LOAD_UNKNOWN',
      `expected usage and seconds of at least 1 to convert a price per hour for ${type}, which is not metered by time; give both, or a rate per unit`,
    )
  }
  return { usage: usage * SECONDS_PER_HOUR, hours: BigInt(seconds) }
}

/**
 * The highest rate that a price per hour allows, for the whole request (all its units together).
 * Rounded **down**: an hour at the returned rate never costs more than the buyer said.
 *
 * - GPU, CPU: price / (3600 × units), per GPU-second or core-second.
 * - NETWORK, MOBILE, IOT: price × seconds / (3600 × usage), per MB, task or data point.
 *
 * @param pricePerHour Base units.
 * @returns Base units per million units of usage, at least 1.
 * @throws NotRetryableError `PRICE_PER_HOUR_TOO_SMALL` when not even a rate of 1 fits,
 * `HOURLY_LOAD_UNKNOWN`, `BAD_UNITS`
 * @example rateFromHourly('CPU', 72_000n, { units: 2 }) // 10_000_000n
 */
export function rateFromHourly(type: ResourceType, pricePerHour: bigint, load: HourlyLoad): bigint {
  const { usage, hours } = hourlyUsage(type, load)
  const rate = (pricePerHour * hours * RATE_SCALE) / usage
  if (rate >= 1n) return rate
  throw new NotRetryableError(
    'PRICE_PER_HOUR_TOO_SMALL',
    `expected a price per hour of at least ${ceilDivide(usage, hours * RATE_SCALE)} base units, which is 1 for ${RATE_SCALE} units of usage, got ${pricePerHour}; raise it, or pay in a token with more decimals`,
  )
}

/**
 * The price of an hour at a rate; inverse of `rateFromHourly`. Rounded **up** to a base unit, so that the shown price
 * is never too low.
 * @example hourlyFromRate('CPU', 10_000_000n, { units: 2 }) // 72_000n
 */
export function hourlyFromRate(type: ResourceType, rate: bigint, load: HourlyLoad): bigint {
  const { usage, hours } = hourlyUsage(type, load)
  return ceilDivide(rate * usage, hours * RATE_SCALE)
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b
}
