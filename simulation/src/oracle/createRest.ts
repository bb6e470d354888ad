import type pg from 'pg'
import type { Purchase } from '../actors/buy.js'
import type { GroupPurchase } from '../actors/buyGroup.js'
import type { ChainPort } from '../chain/createChainPort.js'
import type { Indexer } from '../chain/createIndexer.js'
import type { Faults } from '../createFaults.js'
import type { Kernel } from '../kernel/createKernel.js'
import type { QueueStore } from '../ports/queuePort.js'
import { CONFIRMATIONS } from '../processes/settings.js'

interface Rest {
  /** Whether nothing is left to do, or the time for it is over. */
  isReached: () => boolean
  /** Everything that was still open when the time was over. */
  problems(): string[]
}

interface Looked {
  kernel: Kernel
  control: pg.Client
  purchases: readonly Purchase[]
  groups: readonly GroupPurchase[]
  queues: QueueStore
  indexer: Indexer
  faults: Faults
  chain: ChainPort
}

const LOOK_MS = 2_000
/**
 * While all that is left is to wait, the clock leaps, so that fewer polls run: less far while an agent could miss its
 * heartbeat by it, or a buyer the window.
 */
const LEAP_MS = { short: 7_000, long: 15_000 } as const
/** States in which agents act. */
const AT_WORK = ['QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING']
/** States in which a buyer may act. */
const IN_WINDOW = ['SUBMITTED', ...AT_WORK, 'VERIFYING']
/** How long agents get for it, and how long a job that stays as it is has their time. */
const BUSY_MS = 45_000
const STANDING_MS = 12_000
/** Past the last deadline: holds of penalties, tries of queue jobs, confirmations. */
const SPARE_MS = 300_000
/** A reorganisation at the end of the storm is followed by then, by a worker that has to start first. */
const FOLLOWED_MS = 30_000
/** The longest dispute. */
const DISPUTE_MS = 130_000

/** Jobs that are not where they can stay, with what is known about each. */
const OPEN_JOBS = `
  select id, state, reason_code, refunded, final, extract(epoch from greatest(assign_by, coalesce(due_at, assign_by),
    coalesce(settle_after, assign_by))) * 1000 as last_deadline
  from job
  where not (state in ('PAID', 'REFUNDED') and final or refunded and final
    or state in ('TIMED_OUT', 'CANCELLED') and reason_code is distinct from 'FUNDED_LATE' and not refunded
    or state = 'FAILED' and reason_code = 'NOT_FUNDED')`
const WAITING = `select count(*)::int as count from outbox where dispatched_at is null and (delay_until is null or delay_until < sim.now())`
const CHECKS = `select attempt_id, state from result_check where look_at is not null`
const CHALLENGES = `select id, state from challenge where state in ('ISSUED', 'OPEN')`
const TRANSACTIONS = `select id, kind, state from chain_transaction where state in ('PREPARED', 'SENT') or state = 'MINED' and not final`

/** Knows when the system has come to rest. */
export function createRest({ kernel, control, purchases, groups, queues, indexer, faults, chain }: Looked): Rest {
  let isAtRest = false
  let isOver = false
  /** How far the clock leaps; 0 while agents have something to do, for which they need the time. */
  let leapMs = 0
  /** The jobs that agents could work on as they were at the last look, and since when they are so. */
  let standing = { jobs: '', since: 0 }
  let open: string[] = []
  let lastDeadline = 0

  async function look(): Promise<void> {
    if (!faults.isCalm) return
    const { rows: jobs } = await control.query<{ id: string; state: string; last_deadline: string }>(OPEN_JOBS)
    const { rows: waiting } = await control.query<{ count: number }>(WAITING)
    const { rows: transactions } = await control.query<{ id: string; kind: string; state: string }>(TRANSACTIONS)
    const { rows: checks } = await control.query<{ attempt_id: string; state: string }>(CHECKS)
    const { rows: challenges } = await control.query<{ id: string; state: string }>(CHALLENGES)
    for (const { last_deadline } of jobs) lastDeadline = Math.max(lastDeadline, Number(last_deadline))
    leapMs = leapFor(jobs, challenges.length)
    const unanswered = purchases.filter(({ jobId, refusal }) => jobId === null && refusal === null)
    open = [
      ...jobs.map((job) => `job ${JSON.stringify(job)}`),
      ...transactions.map((transaction) => `transaction ${JSON.stringify(transaction)}`),
      ...checks.map((check) => `check ${JSON.stringify(check)}`),
      ...challenges.map((challenge) => `challenge ${JSON.stringify(challenge)}`),
      ...groups.flatMap(({ groupId, refusal }) =>
        (groupId ?? refusal) ? [] : ['a buyer of a group has no answer yet'],
      ),
      ...unanswered.map(({ plan }) => `a buyer (${plan}) has no answer yet`),
      ...(waiting[0]?.count ? [`${waiting[0].count} rows wait in the outbox`] : []),
      ...(queues.open() > 0 ? [`${queues.open()} queue jobs are open`] : []),
    ]
    const isFollowed = kernel.now() - startOfCalm() > FOLLOWED_MS
    isAtRest = open.length === 0 && isFollowed && indexer.block() > 0
    const limit = Math.max(lastDeadline, startOfCalm()) + DISPUTE_MS + SPARE_MS
    isOver = kernel.now() > limit
  }

  function leapFor(jobs: readonly { id: string; state: string }[], challenges: number): number {
    if (challenges === 0 && !jobs.some(({ state }) => IN_WINDOW.includes(state))) return LEAP_MS.long
    const atWork = jobs.filter(({ state }) => AT_WORK.includes(state))
    const now = atWork.map(({ id, state }) => `${id} ${state}`).sort()
    if (now.join() !== standing.jobs) standing = { jobs: now.join(), since: kernel.now() }
    const isYoung = kernel.now() - startOfCalm() < BUSY_MS && kernel.now() - standing.since < STANDING_MS
    return isYoung && atWork.length > 0 ? 0 : LEAP_MS.short
  }

  let calmSince = 0
  const startOfCalm = (): number => {
    if (calmSince === 0) calmSince = kernel.now()
    return calmSince
  }

  function next(): void {
    kernel.worldStep(LOOK_MS, 'a look at what is open', async () => {
      await look()
      if (faults.isCalm && !isAtRest) kernel.jump(leapMs)
      // Blocks that only make others final.
      for (let block = 0; leapMs === LEAP_MS.long && block < CONFIRMATIONS; block++) await chain.mine()
      next()
    })
  }
  next()

  return {
    isReached: () => isAtRest || isOver,
    problems: () => (isAtRest ? [] : open.map((what) => `still open long after every deadline: ${what}`)),
  }
}
