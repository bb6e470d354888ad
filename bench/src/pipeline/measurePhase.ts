import { quantile } from '../matching/timing.js'
import { type Cost, costOf } from './costOf.js'
import type { Meters } from './openMeters.js'
import type { Demand } from './startDemand.js'

export interface Phase {
  readonly workers: number
  readonly inFlight: number
  readonly jobs: number
  readonly jobsPerSecond: number
  /** Milliseconds from the submission of a job to its payment, as its buyer sees them. */
  readonly p50Ms: number
  readonly p95Ms: number
  /** Per job. */
  readonly cost: Cost
}

/** An end to a generation in which too little is paid. Seconds. */
const GIVE_UP_SECONDS = 180

/**
 * Keeps jobs in flight. A generation is as many jobs as are in flight: jobs that began together go through the parts
 * together and are paid in waves, so that only whole generations count. The first one warms up; further ones are
 * measured until so many jobs are paid, or so many seconds are over.
 */
export async function measurePhase(
  demand: Demand,
  meters: Meters,
  idle: Cost,
  { workers, inFlight, jobs, seconds }: { workers: number; inFlight: number; jobs: number; seconds: number },
): Promise<Phase> {
  const generation = async (): Promise<void> => {
    const wanted = demand.paid() + inFlight
    const giveUpAt = performance.now() + GIVE_UP_SECONDS * 1_000
    await demand.until(() => demand.paid() >= wanted || performance.now() > giveUpAt)
  }
  await demand.keepInFlight(inFlight)
  await generation()
  const [from, paidBefore] = [await meters.read(), demand.paid()]
  do await generation()
  while (demand.paid() < paidBefore + jobs && performance.now() < from.at + seconds * 1_000)
  const [to, paidAfter] = [await meters.read(), demand.paid()]
  const paid = paidAfter - paidBefore
  if (paid === 0) {
    const trouble = demand.jobs.find((job) => job.trouble !== null)?.trouble ?? 'no job has failed either'
    throw new Error(`expected jobs to be paid within ${GIVE_UP_SECONDS} s, none was: ${trouble}`)
  }
  const times = demand.jobs.flatMap(({ startedAt, paidAt }) =>
    paidAt !== null && paidAt > from.at && paidAt <= to.at ? [paidAt - startedAt] : [],
  )
  return {
    workers,
    inFlight,
    jobs: paid,
    jobsPerSecond: paid / ((to.at - from.at) / 1_000),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    cost: costOf(from, to, paid, idle),
  }
}
