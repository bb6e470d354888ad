import { quantile } from '../matching/timing.js'
import { type Cost, costOf } from './costOf.js'
import type { Meters } from './openMeters.js'
import type { Demand } from './startDemand.js'

export interface Phase {
  readonly inFlight: number
  readonly jobs: number
  readonly jobsPerSecond: number
  /** Milliseconds from the submission of a job to its payment, as its buyer sees them. */
  readonly p50Ms: number
  readonly p95Ms: number
  /** Per job. */
  readonly cost: Cost
}

/** An end to a phase in which nothing is paid. Seconds. */
const GIVE_UP_SECONDS = 120

/**
 * Keeps jobs in flight, and measures once as many as those have been paid: until so many further jobs are paid, but no
 * longer than the given seconds.
 */
export async function measurePhase(
  demand: Demand,
  meters: Meters,
  idle: Cost,
  { inFlight, jobs, seconds }: { inFlight: number; jobs: number; seconds: number },
): Promise<Phase> {
  const warmedUpAt = demand.paid() + inFlight
  demand.keepInFlight(inFlight)
  const giveUpAt = performance.now() + GIVE_UP_SECONDS * 1_000
  await demand.until(() => demand.paid() >= warmedUpAt || performance.now() > giveUpAt)
  const [from, paidBefore] = [await meters.read(), demand.paid()]
  const end = from.at + seconds * 1_000
  await demand.until(() => demand.paid() >= paidBefore + jobs || performance.now() > end)
  const [to, paidAfter] = [await meters.read(), demand.paid()]
  const paid = paidAfter - paidBefore
  if (paid === 0) {
    const trouble = demand.jobs.find((job) => job.trouble !== null)?.trouble ?? 'no job has failed either'
    throw new Error(`expected jobs to be paid within ${seconds} s, none was: ${trouble}`)
  }
  const times = demand.jobs.flatMap(({ startedAt, paidAt }) =>
    paidAt !== null && paidAt > from.at && paidAt <= to.at ? [paidAt - startedAt] : [],
  )
  return {
    inFlight,
    jobs: paid,
    jobsPerSecond: paid / ((to.at - from.at) / 1_000),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    cost: costOf(from, to, paid, idle),
  }
}
