import { every } from '@aiigo/domain'
import {
  pruneBenchmarks,
  pruneEvents,
  pruneNodeChanges,
  pruneNodeEvents,
  pruneOutbox,
  pruneTransactions,
} from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

const DAY_MS = 86_400_000
/** Dispatched rows are kept this long: while a row is there its effect can't be enqueued again. Days. */
const OUTBOX_DAYS = 7
/** Events that are only for who listens at the moment. Days. */
const PASSING_DAYS = 1
/** Benchmarks of nodes count until they are 45 days old. Days. */
const BENCHMARK_DAYS = 90

export interface RetentionOptions {
  everyMs: number
  signal: AbortSignal
  /** Events of ended jobs, and of offers and cases. */
  eventDays: number
  /** Settled transactions of the platform. */
  transactionDays: number
}

/**
 * Deletes rows that no part reads any more, apart from all other loops and in short transactions. Any number of
 * processes may run it: they pass over each other's rows. `docs/operating.md` has the rules.
 */
export function createRetentionLoop(
  { storage, log }: Pick<WorkerDeps, 'storage' | 'log'>,
  { everyMs, signal, eventDays, transactionDays }: RetentionOptions,
): { run(): Promise<void> } {
  const before = (days: number): Date => new Date(Date.now() - days * DAY_MS)

  async function pass(): Promise<void> {
    const outbox = await pruneOutbox(storage, before(OUTBOX_DAYS), { signal })
    const nodeEvents = await pruneNodeEvents(storage, before(PASSING_DAYS), { signal })
    const nodeChanges = await pruneNodeChanges(storage, before(PASSING_DAYS), { signal })
    const events = await pruneEvents(storage, before(eventDays), { signal })
    const chain = await pruneTransactions(storage, before(transactionDays), { signal })
    const benchmarks = await pruneBenchmarks(storage, before(BENCHMARK_DAYS), { signal })
    const deleted = {
      outbox,
      benchmarks,
      nodeEvents,
      nodeChanges,
      jobs: events.jobs,
      otherEvents: events.others,
      ...chain,
    }
    if (Object.values(deleted).some((count) => count > 0)) log.info(deleted, 'old rows were deleted')
  }

  return {
    run: () =>
      every(everyMs, signal, pass, (err) => log.warn({ err }, 'old rows could not be deleted; it is tried again')),
  }
}
