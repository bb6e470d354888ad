import type { Schedule } from './types.js'

export const MINUTES_PER_WEEK = 10_080
/** Epoch minutes of the first Monday, 00:00 UTC: 5 January 1970. */
const FIRST_MONDAY = 4 * 1_440
/** A start of the week, epoch milliseconds. */
export const WEEK_START_MS = FIRST_MONDAY * 60_000

/** Minute of the week (UTC, Monday 00:00 is 0) at an instant in epoch milliseconds. */
export function minuteOfWeek(epochMs: number): number {
  const minutes = Math.floor(epochMs / 60_000) - FIRST_MONDAY
  return ((minutes % MINUTES_PER_WEEK) + MINUTES_PER_WEEK) % MINUTES_PER_WEEK
}

/**
 * How many minutes from `minute` on the schedule stays open without a break: 0 when closed, infinity when it never
 * closes. Windows that touch (over the week's end too) count as one.
 * @example openMinutes([[0, 60], [60, 90]], 30) // 60
 */
export function openMinutes(schedule: Schedule, minute: number): number {
  let at = minute
  for (let passed = 0; passed < MINUTES_PER_WEEK; ) {
    const end = Math.max(-1, ...schedule.filter(([from, to]) => from <= at && at < to).map(([, to]) => to))
    if (end < 0) return passed
    passed += end - at
    at = end % MINUTES_PER_WEEK
  }
  return Number.POSITIVE_INFINITY
}

/** Whether a node with this schedule can work for `seconds` from `startAt` (epoch milliseconds) on. */
export function isOpen(schedule: Schedule, startAt: number, seconds = 0): boolean {
  const intoMinute = (startAt - Math.floor(startAt / 60_000) * 60_000) / 60_000
  const open = openMinutes(schedule, minuteOfWeek(startAt))
  return open > 0 && open - intoMinute >= seconds / 60
}
