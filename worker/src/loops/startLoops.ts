import { every } from '@aiigo/domain'
import { type Consumer, type Producer, regularQueues } from '@aiigo/queue'
import type { Metrics, Progress, Shutdown } from '@aiigo/service'
import { createLeaderLock } from '@aiigo/storage'
import type { Subgraph } from '../subgraph/createSubgraph.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { createChainSync } from './createChainSync.js'
import { createLeadership } from './createLeadership.js'
import { createOutboxLoop } from './createOutboxLoop.js'
import { createReconcileLoop } from './createReconcileLoop.js'
import { createRetentionLoop } from './createRetentionLoop.js'
import { createScheduleLoop } from './createScheduleLoop.js'

interface Options {
  subgraph: Subgraph
  producer: Producer
  databaseUrl: string
  /** Block of the deployment. */
  startBlock: number
  /** Those of all queues. */
  consumers: readonly Consumer[]
  /** Whether messages run straight from the outbox. */
  isDirect: boolean
  /** Between two looks at the subgraph, milliseconds. */
  chainSyncMs: number
  /** Days that rows are kept. */
  retention: { eventDays: number; transactionDays: number }
  shutdown: Shutdown
  progress: Progress
  metrics: Metrics
}

const OUTBOX_MS = 1_000
const RECONCILE_MS = 10_000
const SCHEDULE_MS = 60_000
/** A pass of chain-sync may take longer than a leader may be silent. */
const LEAD_MS = 5_000
const RETENTION_MS = 600_000
/** Loops without a pass for so long do not what they are for. */
const STUCK_MS = 60_000

/**
 * Starts what runs by itself, beside the queues: chain-sync, outbox, reconcile, retention and schedule, each until the
 * shutdown.
 */
export async function startLoops(
  deps: WorkerDeps,
  {
    subgraph,
    producer,
    databaseUrl,
    startBlock,
    chainSyncMs,
    consumers,
    isDirect,
    retention,
    shutdown,
    progress,
    metrics,
  }: Options,
): Promise<void> {
  const { signal } = shutdown
  const { log, marketplace } = deps
  const leader = createLeaderLock({ databaseUrl, name: 'chain-sync' })
  shutdown.register('chain-sync lock', () => leader.close())
  const leads = metrics.gauge('aiigo_worker_leads')
  leads.set(0)
  const leadership = createLeadership(leader, consumers, {
    check: () => marketplace.now(),
    onChange(isLeading) {
      leads.set(isLeading ? 1 : 0)
      log.info({ isLeading }, 'the worker that sends transactions has changed')
    },
  })
  const chainSync = createChainSync(deps, {
    subgraph,
    hashOf: marketplace.blockHash,
    leadership,
    startBlock,
    pollMs: chainSyncMs,
    signal,
    progress: progress.loop('chain-sync', { workMs: STUCK_MS }),
    metrics,
  })
  const outbox = await createOutboxLoop(deps, {
    ...{ pollMs: OUTBOX_MS, signal, metrics, consumers: isDirect ? consumers : [], isLeading: leadership.isLeading },
    progress: progress.loop('outbox', { workMs: STUCK_MS }),
  })
  const loops = [
    every(
      LEAD_MS,
      signal,
      () => leadership.look(),
      (err) => log.debug({ err }, 'the lock of the leading worker could not be asked for'),
    ),
    chainSync.run(),
    outbox.run(),
    createReconcileLoop(deps, {
      everyMs: RECONCILE_MS,
      signal,
      progress: progress.loop('reconcile', { workMs: 6 * RECONCILE_MS }),
    }).run(),
    createRetentionLoop(deps, { ...retention, everyMs: RETENTION_MS, signal }).run(),
    createScheduleLoop(producer, regularQueues, { everyMs: SCHEDULE_MS, signal, log }).run(),
  ]
  // The signal is given before the steps run: the loops end by it, and what they use is closed afterwards.
  shutdown.register('loops', () => Promise.all(loops))
}
