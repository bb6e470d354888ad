import { type Caps, windowsOf, zoneOf } from './capsSchema.js'
import { isWithin } from './hours.js'

/** Measured values of this machine; null where it cannot be measured here. */
export interface Readings {
  /** Processor time that other programs used in the last minute, percent of all cores. */
  readonly otherLoadPercent: number | null
  /** Hottest sensor, degrees Celsius. */
  readonly celsius: number | null
  /** Bytes of files that were fetched and stored since midnight. */
  readonly bytesToday: number
}

/** A limit that can pause the node. */
export type PausingCap = 'hours' | 'otherLoadPercent' | 'celsius' | 'bytesPerDay'

/** Why the node takes no work. */
export interface Pause {
  readonly cap: PausingCap
  /** For the owner. */
  readonly reason: string
}

/**
 * A paused node goes on below this part of the limit: a load that swings around the limit would else open and close the
 * node every few seconds.
 */
const GOES_ON_AT = 0.9

/**
 * The owner's limit that keeps the node from taking work now; null when there is none. A limit whose value cannot be
 * measured pauses the node, since the owner counts on it.
 * @param before the limit that paused the node until now
 * @param now milliseconds since the epoch
 */
export function pauseReason(caps: Caps, readings: Readings, before: PausingCap | null, now: number): Pause | null {
  const windows = windowsOf(caps)
  const zone = zoneOf(caps)
  if (windows !== null && !isWithin(windows, zone, now)) {
    return { cap: 'hours', reason: `outside the owner's hours: ${caps.hours?.join(', ')} (${zone})` }
  }
  return (
    overLimit('otherLoadPercent', caps, readings, before) ??
    overLimit('celsius', caps, readings, before) ??
    (caps.bytesPerDay !== undefined && readings.bytesToday >= caps.bytesPerDay
      ? {
          cap: 'bytesPerDay',
          reason: `the ${caps.bytesPerDay} bytes of today are used up; the next day begins at midnight (${zone})`,
        }
      : null)
  )
}

const WORDS = {
  otherLoadPercent: { high: 'other programs use more of the processor than', unit: '%', missing: 'processor load' },
  celsius: { high: 'the machine is hotter than', unit: '°C', missing: 'temperature' },
} as const

function overLimit(cap: keyof typeof WORDS, caps: Caps, readings: Readings, before: PausingCap | null): Pause | null {
  const limit = caps[cap]
  const value = readings[cap]
  if (limit === undefined) return null
  const { high, unit, missing } = WORDS[cap]
  if (value === null) {
    return { cap, reason: `the ${missing} of this machine cannot be measured; remove the limit ${cap}` }
  }
  if (value <= (before === cap ? limit * GOES_ON_AT : limit)) return null
  return { cap, reason: `${high} ${limit} ${unit}, the owner's limit` }
}
