import type pg from 'pg'
import type { Purchase } from '../actors/buy.js'
import type { Indexer } from '../chain/createIndexer.js'
import type { Faults } from '../createFaults.js'
import type { Kernel } from '../kernel/createKernel.js'
import type { QueueStore } from '../ports/queuePort.js'

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
  queues: QueueStore
  indexer: Indexer
  faults: Faults
}

const LOOK_MS = 2_000
/** While all that is left is to wait, the clock leaps, so that fewer polls run. */
const LEAP_MS = 7_000
/** States in which agents act, and how long they get for it. */
const AT_WORK = ['QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING']
const BUSY_MS = 45_000
/** Past the last deadline: holds of penalties, tries of queue jobs, confirmations. */
const SPARE_MS = 300_000
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
const TRANSACTIONS = `select id, kind, state from chain_transaction where state in ('PREPARED', 'SENT') or state = 'MINED' and not final`

/** Knows when the system has come to rest. */
export function createRest({ kernel, control, purchases, queues, indexer, faults }: Looked): Rest {
  let isAtRest = false
  let isOver = false
  /** Whether agents have something to do, for which they need the time. */
  let isBusy = true
  let open: string[] = []
  let lastDeadline = 0

  async function look(): Promise<void> {
    if (!faults.isCalm) return
    const { rows: jobs } = await control.query<{ id: string; state: string; last_deadline: string }>(OPEN_JOBS)
    const { rows: waiting } = await control.query<{ count: number }>(WAITING)
    const { rows: transactions } = await control.query<{ id: string; kind: string; state: string }>(TRANSACTIONS)
    for (const { last_deadline } of jobs) lastDeadline = Math.max(lastDeadline, Number(last_deadline))
    const isYoung = kernel.now() - startOfCalm() < BUSY_MS
    isBusy = isYoung && jobs.some(({ state }) => AT_WORK.includes(state))
    const unanswered = purchases.filter(({ jobId, refusal }) => jobId === null && refusal === null)
    open = [
      ...jobs.map((job) => `job ${JSON.stringify(job)}`),
      ...transactions.map((transaction) => `transaction ${JSON.stringify(transaction)}`),
      ...unanswered.map(({ plan }) => `a buyer (${plan}) has no answer yet`),
      ...(waiting[0]?.count ? [`${waiting[0].count} rows wait in the outbox`] : []),
      ...(queues.open() > 0 ? [`${queues.open()} queue jobs are open`] : []),
    ]
    isAtRest = open.length === 0 && indexer.block() > 0
    const limit = Math.max(lastDeadline, startOfCalm()) + DISPUTE_MS + SPARE_MS
    isOver = kernel.now() > limit
  }

  let calmSince = 0
  const startOfCalm = (): number => {
    if (calmSince === 0) calmSince = kernel.now()
    return calmSince
  }

  function next(): void {
    kernel.worldStep(LOOK_MS, 'a look at what is open', async () => {
      await look()
      if (faults.isCalm && !isAtRest && !isBusy) kernel.jump(LEAP_MS)
      next()
    })
  }
  next()

  return {
    isReached: () => isAtRest || isOver,
    problems: () => (isAtRest ? [] : open.map((what) => `still open long after every deadline: ${what}`)),
  }
}
