export const BONUS_PERIOD_MS = 7 * 86_400_000
/** The first Monday of Unix time. */
const FIRST_MONDAY = 4 * 86_400_000
/** After its end a period is left alone for as long as facts of it may still come in. */
export const BONUS_SETTLING_MS = 3_600_000

/** A week from Monday 00:00 UTC. Milliseconds since 1970. */
export interface BonusPeriod {
  startsAt: number
  endsAt: number
}

/** The period an instant is in. @example bonusPeriodAt(0).startsAt // -259_200_000 */
export function bonusPeriodAt(at: number): BonusPeriod {
  const startsAt = Math.floor((at - FIRST_MONDAY) / BONUS_PERIOD_MS) * BONUS_PERIOD_MS + FIRST_MONDAY
  return { startsAt, endsAt: startsAt + BONUS_PERIOD_MS }
}

/**
 * Periods that are over and not yet recorded, oldest first.
 * @param after start of the last recorded period; null when there is none
 * @param first when the first fact came in: nothing happened before
 * @param most periods that are too old for their facts to be complete are skipped: only so many of the latest
 */
export function dueBonusPeriods(now: number, after: number | null, first: number, most: number): BonusPeriod[] {
  const last = bonusPeriodAt(now - BONUS_SETTLING_MS).startsAt - BONUS_PERIOD_MS
  const oldest = Math.max(
    after === null ? bonusPeriodAt(first).startsAt : after + BONUS_PERIOD_MS,
    last - (most - 1) * BONUS_PERIOD_MS,
  )
  const due: BonusPeriod[] = []
  for (let startsAt = oldest; startsAt <= last; startsAt += BONUS_PERIOD_MS) {
    due.push({ startsAt, endsAt: startsAt + BONUS_PERIOD_MS })
  }
  return due
}
