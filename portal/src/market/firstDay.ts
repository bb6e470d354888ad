const DAY_MS = 86_400_000

/** Days that money is shown of, today included. */
export const SHOWN_DAYS = 30

/** The first of the shown days, ISO 8601; the same all day, so that it may be part of a query's key. */
export function firstDay(now = Date.now()): string {
  return new Date((Math.floor(now / DAY_MS) - SHOWN_DAYS + 1) * DAY_MS).toISOString()
}
