/**
 * The parts of the platform that a job depends on. MARKET stands for failures of many nodes at once whose cause no part
 * shows; OPERATOR for trouble that the operator has declared.
 */
export const PLATFORM_PARTS = ['CHAIN', 'SUBGRAPH', 'FOLLOWER', 'API', 'WORKER', 'BLOBS', 'MARKET', 'OPERATOR'] as const
export type PlatformPart = (typeof PLATFORM_PARTS)[number]

/** A span of time in which a part of the platform failed or lagged. */
export interface TroubleSpan {
  part: PlatformPart
  startedAt: Date
  /** Null while it lasts. */
  endedAt: Date | null
}

/** Trouble this shortly before a failure counts as its cause. */
const SHORTLY_BEFORE_MS = 600_000
/** Trouble during this share of the node's time counts as the cause too: one tenth. */
const SHARE = 10

/**
 * Whether a failure of a node is excused by trouble of the platform: within the last ten minutes before the failure, or
 * during a tenth of the node's time.
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
