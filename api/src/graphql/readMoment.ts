const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/

/** A moment that PostgreSQL has too: years 1 to 9999, ISO 8601 with a time zone or a date alone; else null. */
export function readMoment(text: string): Date | null {
  const date = ISO_8601.test(text) ? new Date(text) : null
  if (!date || Number.isNaN(date.getTime())) return null
  const year = date.getUTCFullYear()
  // JavaScript takes 30 February for 1 March.
  const isCalendarDay = new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10))
  return year >= 1 && year <= 9_999 && isCalendarDay ? date : null
}
