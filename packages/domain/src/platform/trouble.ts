/**
 * The parts of the platform that a job depends on. MARKET stands for failures of many nodes at once whose cause no part
 * shows; OPERATOR for trouble that the operator has declared.
 */
export const PLATFORM_PARTS = ['CHAIN', 'SUBGRAPH', 'FOLLOWER', 'API', 'WORKER', 'BLOBS', 'MARKET', 'OPERATOR'] as const
export type PlatformPart = (typeof PLATFORM_PARTS)[number]

/** A stretch of time in which a part of the platform was not well. */
export interface TroubleSpan {
  part: PlatformPart
  startedAt: Date
  /** Null while it lasts. */
  endedAt: Date | null
}

/** Trouble this shortly before a failure is taken for its cause. */
const SHORTLY_BEFORE_MS = 600_000
/** So is trouble that took this share of the time that the node had: one tenth. */
const SHARE = 10

/**
 * Whether a failure is not to be counted against a node, because the platform was not well while the node was at it:
 * within the last ten minutes before the failure, or for a tenth of its time.
 * @param from when the node was asked
 * @param to when it failed
 */
export function isExcused({ from, to }: { from: Date; to: Date }, spans: readonly TroubleSpan[]): boolean {
  let total = 0
  for (const { startedAt, endedAt } of spans) {
    const start = Math.max(startedAt.getTime(), from.getTime())
    const end = Math.min(endedAt?.getTime() ?? Number.POSITIVE_INFINITY, to.getTime())
    if (end < start) continue
    if (end >= to.getTime() - SHORTLY_BEFORE_MS) return true
    total += end - start
  }
  return total > 0 && total * SHARE >= to.getTime() - from.getTime()
}
