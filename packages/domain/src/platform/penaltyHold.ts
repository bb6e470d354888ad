import { isExcused, type TroubleSpan } from './trouble.js'

/** Reason codes of results that the platform could not relay because of the provider's files. */
const FAULTY: readonly (string | null)[] = ['RESULT_MISMATCH', 'RESULT_REFUSED', 'RESULT_UNAVAILABLE']

/** The platform needs this long to check and relay a result. */
const RELAY_MS = 30_000
/** Trouble may have begun before a worker detected it, so trouble this shortly after a deadline counts too. */
const SEEN_LATE_MS = 120_000

/** An attempt that missed its deadline, as far as the hold of its penalty depends on it. */
export interface OverdueAttempt {
  offeredAt: Date
  dueAt: Date
  /** When the platform got the signed result; null without one. */
  deliveredAt: Date | null
  /** Reason code of the job. */
  reasonCode: string | null
}

export type PenaltyHold =
  /** The platform has the result and did not bring it to the chain in time. */
  | 'RESULT_NOT_RELAYED'
  /** A part of the platform was not well while the node worked. */
  | 'PLATFORM_TROUBLE'
  /** There is trouble now, or many nodes fail at once. */
  | 'TROUBLE_NOW'

/**
 * Whether the platform refrains from ending an overdue attempt, which the contract does only together with a penalty of
 * the node, and why. A result that the platform failed to relay never leads to a penalty. All others are held
 * for a limited time, because the buyer's deposit waits for the end of the attempt.
 * @param spans trouble since the attempt was offered; may hold more
 * @param limitSeconds from the deadline
 */
export function penaltyHold(
  attempt: OverdueAttempt,
  spans: readonly TroubleSpan[],
  now: Date,
  limitSeconds: number,
): PenaltyHold | null {
  if (wasNotRelayed(attempt, spans)) return 'RESULT_NOT_RELAYED'
  const { offeredAt, dueAt } = attempt
  if (now.getTime() >= dueAt.getTime() + limitSeconds * 1000) return null
  if (spans.some(({ endedAt }) => endedAt === null)) return 'TROUBLE_NOW'
  const to = failedAt(dueAt, now)
  // Failures of many nodes can be staged: they delay a penalty, and do not excuse from it.
  const shown = spans.filter(({ part }) => part !== 'MARKET')
  return isExcused({ from: offeredAt, to }, shown) ? 'PLATFORM_TROUBLE' : null
}

/** Until when trouble counts for a missed deadline. */
export function failedAt(dueAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime(), dueAt.getTime() + SEEN_LATE_MS))
}

/** Whether a good result reached the platform in time, and the chain did not get it. */
export function wasNotRelayed(attempt: OverdueAttempt, spans: readonly TroubleSpan[]): boolean {
  const { offeredAt, dueAt, deliveredAt, reasonCode } = attempt
  if (!deliveredAt || deliveredAt > dueAt || FAULTY.includes(reasonCode)) return false
  if (dueAt.getTime() - deliveredAt.getTime() >= RELAY_MS) return true
  // In the last moment it is the platform's fault only where the platform was not well.
  const shown = spans.filter(({ part }) => part !== 'MARKET')
  return isExcused({ from: offeredAt, to: dueAt }, shown)
}
