import { dueIntervals, GRANULARITIES, GRANULARITY_MS, type Granularity } from '@aiigo/domain'
import { databaseNow, firstPriceFact, lastPriceInterval, pruneAskSpans } from '@aiigo/storage'
import { claimInterval } from '../prices/claimInterval.js'
import { refreshIndices } from '../prices/refreshIndices.js'
import type { WorkerDeps, WorkerSettings } from '../WorkerDeps.js'

/** Intervals taken in one run; after a long downtime the next runs go on. */
const INTERVALS_A_RUN = 200
/** Asks that ended longer ago are in the candles only. */
const KEEP_SPANS_MS = 35 * 86_400_000

/**
 * Computes the live price indices, announces their changes, and makes the candles of every hour and day that is over,
 * each exactly once and in order, after a downtime all missed ones. The facts of an interval no longer change when a
 * worker claims it, so its candles do not depend on the worker or the time of the claim.
 * @param clock the present; default: the database's own clock, which also dates the facts
 */
export async function priceIndex(
  { storage, log, settings }: Pick<WorkerDeps, 'storage' | 'log'> & { settings: Pick<WorkerSettings, 'priceTokens'> },
  clock?: Date,
): Promise<void> {
  const tokens = settings.priceTokens
  const now = clock?.getTime() ?? (await databaseNow(storage.fork()))

  /** Until when an interval must have ended to be taken. */
  async function takenUntil(granularity: Granularity): Promise<number> {
    const last = await lastPriceInterval(storage.fork(), granularity)
    return last === null ? Number.NEGATIVE_INFINITY : last.getTime() + GRANULARITY_MS[granularity]
  }

  const moved = await refreshIndices(storage, tokens, now)
  const taken: string[] = []
  for (const granularity of GRANULARITIES) {
    const em = storage.fork()
    const due = dueIntervals(granularity, {
      last: (await lastPriceInterval(em, granularity))?.getTime() ?? null,
      firstFact: (await firstPriceFact(em))?.getTime() ?? null,
      now,
      most: INTERVALS_A_RUN,
    })
    // A day is made of its hours.
    const limit = granularity === 'DAY' ? await takenUntil('HOUR') : Number.POSITIVE_INFINITY
    for (const start of due) {
      if (start + GRANULARITY_MS[granularity] > limit) break
      if (await claimInterval(storage, tokens, granularity, start))
        taken.push(`${granularity} ${new Date(start).toISOString()}`)
    }
  }
  const everything = await takenUntil('DAY')
  if (Number.isFinite(everything)) {
    await pruneAskSpans(storage.fork(), new Date(Math.min(everything, now - KEEP_SPANS_MS)))
  }
  if (moved > 0 || taken.length > 0) log.debug({ moved, taken }, 'prices')
}
