/** The chain takes a deposit until `fundBy` itself, and its block may come a moment later. */
const FUND_MARGIN_MS = 2_000
/** Deadlines on chain are whole seconds and inclusive. */
const SECOND_MS = 1_000

/**
 * The first instant at which a deadline on chain is over: work that follows from it is delayed until then.
 * @example afterDeadline(new Date('2026-01-01T00:00:00Z')) // 2026-01-01T00:00:01Z
 */
export function afterDeadline(deadline: Date): Date {
  return new Date(deadline.getTime() + SECOND_MS)
}

/**
 * The instant from which a job counts as unfunded when the chain does not have its deposit.
 * @example unfundedFrom(new Date('2026-01-01T00:00:00Z')) // 2026-01-01T00:00:02Z
 */
export function unfundedFrom(fundBy: Date): Date {
  return new Date(fundBy.getTime() + FUND_MARGIN_MS)
}
