/** The longest time that a timer can hold, milliseconds. */
export const MOST_MS = 2 ** 31 - 1

/** A wait that a timer can hold, milliseconds. */
export const atMost = (ms: number): number => Math.min(Math.max(0, Math.floor(ms)), MOST_MS)
