/** Unix seconds as ISO 8601; null for 0, which the contracts have for "never". @example timeOf(0) // null */
export const timeOf = (seconds: number): string | null =>
  seconds === 0 ? null : new Date(seconds * 1_000).toISOString()
