/** The chain takes a deposit until `fundBy` itself, and its block may come a moment later. */
const FUND_MARGIN_MS = 2_000
/** Time from the last moment of a needed job's result until a job that needs it has to be funded. */
const NEED_SLACK_SECONDS = 120
/** The contract takes no request whose time to assign ends later than this after its funding: 30 days. */
export const MAX_ASSIGN_SECONDS = 2_592_000

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

/**
 * Until when a job that needs others has to be funded: behind the last moment at which each of them can deliver. Unix
 * seconds.
 * @param own until when it would have to be funded without needs
 * @param needs the latest assignment of each needed job, and the time that its node has from there
 * @example fundByAfter(100, [{ assignBy: 500, workSeconds: 60 }]) // 680
 */
export function fundByAfter(
  own: number,
  needs: readonly { readonly assignBy: number; readonly workSeconds: number }[],
): number {
  return Math.max(own, ...needs.map(({ assignBy, workSeconds }) => assignBy + workSeconds + NEED_SLACK_SECONDS))
}
