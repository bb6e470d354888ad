const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * How long something takes, in its two largest units.
 * @example formatDuration(3_725) // '1 h 2 min'
 */
export function formatDuration(seconds: number): string {
  const short = { day: 'd', hour: 'h', minute: 'min', second: 's' }
  const parts: string[] = []
  let rest = Math.max(0, Math.round(seconds))
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count} ${short[unit]}`)
    rest -= count * size
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}

/** A moment of the day, seconds included, in the reader's time zone. */
export function formatClock(at: string): string {
  return new Date(at).toLocaleTimeString('en', { hour12: false })
}

/** A day in UTC, as money is added up by it. */
export function formatDay(at: string): string {
  return new Date(at).toLocaleDateString('en', { dateStyle: 'medium', timeZone: 'UTC' })
}

/** A date and time in the reader's time zone. */
export function formatMoment(at: string): string {
  return new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
}
