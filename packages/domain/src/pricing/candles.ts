/** Candles: hours and days in UTC. Times in milliseconds since 1970. */
export const GRANULARITIES = ['HOUR', 'DAY'] as const
export type Granularity = (typeof GRANULARITIES)[number]

export const GRANULARITY_MS: Readonly<Record<Granularity, number>> = { HOUR: 3_600_000, DAY: 86_400_000 }
/** An hour's open, high, low and close come from so many equal parts of it. */
export const PARTS_PER_HOUR = 4
/** An interval is taken when it is over by this much, so that facts which were being written at its end are there. */
export const SETTLING_MS = 60_000

/** @example intervalStart('HOUR', Date.parse('2026-01-31T12:34:56Z')) // Date.parse('2026-01-31T12:00:00Z') */
export function intervalStart(granularity: Granularity, at: number): number {
  const step = GRANULARITY_MS[granularity]
  return Math.floor(at / step) * step
}

/**
 * Intervals that are over and have not been taken, oldest first, without a gap: after a downtime all that were missed.
 * @param last start of the last one taken; null: none yet
 * @param firstFact when the first fact was; null: there is none
 * @param most at most so many
 */
export function dueIntervals(
  granularity: Granularity,
  { last, firstFact, now, most }: { last: number | null; firstFact: number | null; now: number; most: number },
): number[] {
  const step = GRANULARITY_MS[granularity]
  if (last === null && firstFact === null) return []
  const first = last === null ? intervalStart(granularity, firstFact as number) : last + step
  const due: number[] = []
  for (let start = first; start + step + SETTLING_MS <= now && due.length < most; start += step) due.push(start)
  return due
}
