/** How long a job will probably wait for its node, from funded to assigned. Seconds. */
export interface WaitEstimate {
  expectedSeconds: number
  /** Nine of ten jobs wait no longer. */
  p90Seconds: number
  /** Earlier jobs behind it; 0: assumed. */
  samples: number
}

/** Of fewer waits nothing is concluded… */
const MIN_WAITS = 5
/** …and this is assumed: an offer, an acceptance, a transaction. */
const ASSUMED = { expectedSeconds: 10, p90Seconds: 60 }

/**
 * @param waits of the latest comparable jobs, seconds
 * @param freeNodes nodes that could take the job now
 * @param nextFreeSeconds when the first busy one is free at the latest; null: unknown
 * @returns null when it is unknown: no node is free and none is known to become so
 * @example estimateWait([], { freeNodes: 0, nextFreeSeconds: 120 }) // { expectedSeconds: 130, p90Seconds: 180,
 * samples: 0 }
 */
export function estimateWait(
  waits: readonly number[],
  { freeNodes, nextFreeSeconds }: { freeNodes: number; nextFreeSeconds: number | null },
): WaitEstimate | null {
  if (freeNodes === 0 && nextFreeSeconds === null) return null
  const until = freeNodes > 0 ? 0 : Math.max(0, Math.ceil(nextFreeSeconds ?? 0))
  const known = waits.filter((wait) => Number.isFinite(wait) && wait >= 0).toSorted((a, b) => a - b)
  const at = (share: number): number => Math.ceil(known[Math.ceil(share * known.length) - 1] as number)
  const usual =
    known.length < MIN_WAITS
      ? { ...ASSUMED, samples: 0 }
      : { expectedSeconds: at(0.5), p90Seconds: at(0.9), samples: known.length }
  return { ...usual, expectedSeconds: usual.expectedSeconds + until, p90Seconds: usual.p90Seconds + until }
}
