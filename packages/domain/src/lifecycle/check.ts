/**
 * Where the check of a result stands.
 * - NOT_DRAWN: the draw left this result out.
 * - PENDING: it is to be checked, and waits for the other replicas or for a platform node.
 * - ASSIGNED: a platform node runs the job again.
 * - MATCHED: another run gave the same.
 * - DIFFERED: another run gave something else, or the provider keeps nothing to compare with.
 * - SKIPPED: no run could be compared in time.
 */
export const CHECK_STATES = ['NOT_DRAWN', 'PENDING', 'ASSIGNED', 'MATCHED', 'DIFFERED', 'SKIPPED'] as const
export type CheckState = (typeof CHECK_STATES)[number]

/** States of a check that goes on. */
export const OPEN_CHECK_STATES = ['PENDING', 'ASSIGNED'] as const satisfies CheckState[]

/** Why a result is checked: it was drawn, it is one of several replicas, or its buyer disputes it. */
export const CHECK_CAUSES = ['DRAWN', 'REPLICATED', 'DISPUTE'] as const
export type CheckCause = (typeof CHECK_CAUSES)[number]

/**
 * Where a run of a check on one node stands. REPORTED: the node has told what it got, and the worker has yet to compare
 * it. FAILED: the node gave no report.
 */
export const CHECK_RUN_STATES = ['ASSIGNED', 'REPORTED', 'MATCHED', 'DIFFERED', 'INCOMPARABLE', 'FAILED'] as const
export type CheckRunState = (typeof CHECK_RUN_STATES)[number]

/** Times and counts of checks. */
export const CHECK_LIMITS = {
  /** Part of the challenge window that is left for the buyer to dispute, at most `disputeSeconds`. */
  disputePartOfWindow: 4,
  disputeSeconds: 3_600,
  /** With less time than this no run begins, seconds. */
  leastSeconds: 2,
  /** To fetch the files and to report, beside the program's own limit, seconds. */
  transferSeconds: 60,
  /** Jobs that may run longer are not run again for a dispute, seconds. */
  disputedJobSeconds: 3_600,
  /** Nodes that are tried, one after the other. */
  runs: 4,
  /** Checks of one buyer's results that go on at a time; a draw beyond them is left out. */
  openOfBuyer: 20,
  /** Characters of the log's end in the report for a panel. */
  logEnd: 16_384,
} as const

/**
 * Until when the check of a result has to end, so that its buyer can still dispute it.
 * @param settleAfter end of the challenge window
 * @example checkBy(settleAfter, 600) // 150 seconds before
 */
export function checkBy(settleAfter: Date, windowSeconds: number): Date {
  const { disputePartOfWindow, disputeSeconds } = CHECK_LIMITS
  const kept = Math.min(windowSeconds / disputePartOfWindow, disputeSeconds)
  return new Date(settleAfter.getTime() - kept * 1_000)
}
