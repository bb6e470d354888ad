/** Days of the week, as the owner writes them. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

type Day = (typeof DAYS)[number]

/** A span of local time on some days of the week. */
export interface HourWindow {
  /** Indexes into DAYS: the days on which it begins. */
  readonly days: readonly number[]
  /** Minutes from midnight. An end at or before the start is on the next day. */
  readonly from: number
  readonly to: number
}

const DAY_MINUTES = 1_440
const FORM =
  /^(?:((?:mon|tue|wed|thu|fri|sat|sun)(?:[,-](?:mon|tue|wed|thu|fri|sat|sun))*) )?(\d\d):(\d\d)-(\d\d):(\d\d)$/

/** The words for a window's form, for messages. */
export const WINDOW_FORM = 'hours such as "22:00-07:00", "mon-fri 18:00-24:00" or "sat,sun 00:00-24:00"'

function daysOf(words: string | undefined): number[] {
  if (words === undefined) return DAYS.map((_, index) => index)
  return words.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map((word) => DAYS.indexOf(word as Day)) as [number, number?]
    const count = ((last ?? first) - first + DAYS.length) % DAYS.length
    return Array.from({ length: count + 1 }, (_, step) => (first + step) % DAYS.length)
  })
}

/**
 * A window as the owner writes it; null when the text is none. "24:00" is the end of the day.
 * @example parseWindow('sat,sun 08:00-20:00') // { days: [5, 6], from: 480, to: 1200 }
 */
export function parseWindow(text: string): HourWindow | null {
  const match = FORM.exec(text)
  if (!match) return null
  const [, days, ...figures] = match
  const [fromHour, fromMinute, toHour, toMinute] = figures.map(Number) as [number, number, number, number]
  const from = fromHour * 60 + fromMinute
  const to = toHour * 60 + toMinute
  if (fromMinute > 59 || toMinute > 59 || from >= DAY_MINUTES || to > DAY_MINUTES) return null
  return { days: daysOf(days), from, to }
}

/** Whether the system knows a time zone by this name. @example isTimeZone('Europe/Berlin') // true */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The time zone of this machine. */
export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  clocks.set(zone, clock)
  return clock
}

/**
 * Whether a moment is in one of the windows, by the clock on the wall of the zone. A window has an hour less, or one
 * more, on the day that the clock is changed within it.
 * @param now milliseconds since the epoch
 * @example isWithin([{ days: [0], from: 1320, to: 420 }], 'Europe/Berlin', Date.now())
 */
export function isWithin(windows: readonly HourWindow[], zone: string, now: number): boolean {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  const day = DAYS.indexOf((parts.weekday ?? '').toLowerCase() as Day)
  const minute = Number(parts.hour) * 60 + Number(parts.minute)
  const dayBefore = (day + DAYS.length - 1) % DAYS.length
  return windows.some(({ days, from, to }) => {
    if (from < to) return days.includes(day) && minute >= from && minute < to
    return (days.includes(day) && minute >= from) || (days.includes(dayBefore) && minute < to)
  })
}

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The date of a moment in a zone. @example dateIn('Asia/Tokyo', 0) // '1970-01-01' */
export function dateIn(zone: string, now: number): string {
  const calendar = calendars.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  calendars.set(zone, calendar)
  return calendar.format(now)
}
