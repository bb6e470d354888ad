import { idle, type JobSpec } from '@aiigo/domain'
import type { Offer } from '@aiigo/sdk'
import { StopRequest } from '../executor/index.js'
import { AgentStoppingError, AttemptEndedError, OwnerLimitError } from './AssignmentEnd.js'
import { createAttemptLimits, type GrowingLimits } from './createAttemptLimits.js'
import { type AssignmentDeps, type AssignmentEnd, runAssignment } from './runAssignment.js'

/** A job that runs on this node. */
export interface RunningJob {
  readonly offerId: string
  readonly jobId: string
  /** ISO 8601. */
  readonly since: string
}

export interface Assignments {
  readonly runningOfferIds: readonly string[]
  readonly jobs: readonly RunningJob[]
  /** Gives back what runs, and hands in what was served: the owner needs the machine. */
  giveBack(): void
  /**
   * Starts an assignment, once: of one that runs, only larger limits are taken. `onEnd` is called when it is over.
   * @param spec Null when the platform does not tell it: the job is given back.
   */
  start(offer: Offer, spec: JobSpec | null, onEnd: (end: AssignmentEnd) => void): void
  /** The buyer wants the run stopped: it hands in what there is. */
  stop(offerId: string): void
  /** The platform has ended the attempt: stops it. */
  end(offerId: string): void
  /** Lets what runs finish for so many milliseconds, then gives the rest back; what was served is handed in before. */
  drain(graceMs: number): Promise<void>
}

/** Kept of the time of draining, for handing in what was served. Milliseconds. */
const HAND_IN_MS = 15_000

interface Running {
  readonly job: RunningJob
  /** Files are served: what has receipts is handed in at the node's own end, too. */
  readonly serves: boolean
  readonly limits: GrowingLimits
  readonly abort: AbortController
  readonly stop: AbortController
  readonly done: Promise<void>
}

/** The assignments that run on this node; each at most once at a time. */
export function createAssignments(deps: AssignmentDeps): Assignments {
  const running = new Map<string, Running>()
  let stopping = false

  return {
    get runningOfferIds() {
      return [...running.keys()]
    },
    get jobs() {
      return [...running.values()].map(({ job }) => job)
    },
    giveBack() {
      for (const { serves, abort, stop } of running.values()) (serves ? stop : abort).abort(new OwnerLimitError())
    },
    start(offer, spec, onEnd) {
      running.get(offer.id)?.limits.grow(offer)
      if (stopping || running.has(offer.id)) return
      const limits = createAttemptLimits(offer)
      const abort = new AbortController()
      const stop = new AbortController()
      const done = runAssignment(offer, spec, limits, deps, abort.signal, stop.signal)
        .catch((error: unknown): AssignmentEnd => {
          deps.log.error({ err: error, offerId: offer.id }, 'an assignment failed')
          return 'STUCK'
        })
        .then((end) => {
          running.delete(offer.id)
          onEnd(end)
        })
      const job = { offerId: offer.id, jobId: offer.jobId, since: new Date().toISOString() }
      running.set(offer.id, { job, serves: spec?.program.kind === 'serve', limits, abort, stop, done })
    },
    stop: (offerId) => running.get(offerId)?.stop.abort(new StopRequest()),
    end: (offerId) => running.get(offerId)?.abort.abort(new AttemptEndedError()),
    async drain(graceMs) {
      stopping = true
      const all = Promise.all([...running.values()].map(({ done }) => done))
      const late = new AbortController()
      await Promise.race([all, idle(Math.max(0, graceMs - HAND_IN_MS), late.signal)])
      for (const { serves, stop } of running.values()) if (serves) stop.abort(new AgentStoppingError())
      await Promise.race([all, idle(Math.min(graceMs, HAND_IN_MS), late.signal)])
      late.abort()
      for (const { abort } of running.values()) abort.abort(new AgentStoppingError())
      await all
    },
  }
}
