import { type Consumer, createConsumer, type Handler, type QueueBackend, type QueueName } from '@aiigo/queue'
import { Counter, Histogram, type Metrics } from '@aiigo/service'
import { advanceJob } from './jobs/advanceJob.js'
import { assign } from './jobs/assign.js'
import { bonusEpoch } from './jobs/bonusEpoch.js'
import { capacity } from './jobs/capacity.js'
import { deadlineSweep } from './jobs/deadlineSweep.js'
import { executionWatch } from './jobs/executionWatch.js'
import { fundTimeout } from './jobs/fundTimeout.js'
import { heartbeatSweep } from './jobs/heartbeatSweep.js'
import { match } from './jobs/match.js'
import { offerTimeout } from './jobs/offerTimeout.js'
import { postBonusEpoch } from './jobs/postBonusEpoch.js'
import { powChallenge } from './jobs/powChallenge.js'
import { powSweep } from './jobs/powSweep.js'
import { priceIndex } from './jobs/priceIndex.js'
import { verify } from './jobs/verify.js'
import type { WorkerDeps } from './WorkerDeps.js'

/** How often the regular jobs run, milliseconds. */
export const SCHEDULES = {
  'deadline-sweep': 2_000,
  'heartbeat-sweep': 3_000,
  'pow-sweep': 15_000,
  capacity: 30_000,
  'bonus-epoch': 600_000,
  'price-index': 15_000,
} as const satisfies Partial<Record<QueueName, number>>

/** Jobs of a queue at a time, where it is not the usual number: searches are made together. */
const CONCURRENCY: Partial<Record<QueueName, number>> = { match: 32 }

/** What each queue's jobs do. */
export function handlersOf(deps: WorkerDeps): { [Q in QueueName]: Handler<Q> } {
  const advance = async ({ jobId }: { jobId: string }): Promise<void> => {
    await advanceJob(deps, jobId)
  }
  return {
    'fund-timeout': (payload) => fundTimeout(deps, payload),
    match: (payload) => match(deps, payload),
    'offer-timeout': (payload) => offerTimeout(deps, payload),
    assign: (payload) => assign(deps, payload),
    'execution-watch': (payload) => executionWatch(deps, payload),
    verify: (payload) => verify(deps, payload),
    settle: advance,
    expire: advance,
    'pow-challenge': (payload) => powChallenge(deps, payload),
    'pow-sweep': () => powSweep(deps),
    'deadline-sweep': () => deadlineSweep(deps),
    'heartbeat-sweep': () => heartbeatSweep(deps),
    capacity: () => capacity(deps),
    'bonus-epoch': async () => {
      try {
        await bonusEpoch(deps)
      } finally {
        // What was computed before is announced, whatever holds up the last week.
        await postBonusEpoch(deps)
      }
    },
    'price-index': () => priceIndex(deps),
  }
}

/** One consumer for each queue, measured and logged. */
export function createConsumers(backend: QueueBackend, deps: WorkerDeps, metrics: Metrics): Consumer[] {
  const elapsed = new Histogram({
    name: 'aiigo_job_seconds',
    help: 'Time a queue job took, seconds',
    labelNames: ['queue'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    registers: [metrics],
  })
  const failures = new Counter({
    name: 'aiigo_job_failures_total',
    help: 'Failed tries of queue jobs',
    labelNames: ['queue', 'final'],
    registers: [metrics],
  })
  const handlers = handlersOf(deps)
  const consume = <Q extends QueueName>(queue: Q): Consumer =>
    createConsumer(backend, queue, handlers[queue] as Handler<Q>, {
      concurrency: queue in SCHEDULES ? 1 : (CONCURRENCY[queue] ?? 8),
      onCompleted: (name, ms) => elapsed.observe({ queue: name }, ms / 1000),
      onFailed: (name, error, { id, tries, final }) => {
        failures.inc({ queue: name, final: String(final) })
        deps.log[final ? 'error' : 'warn']({ err: error, queue: name, id, tries, final }, 'queue job failed')
      },
      onError: (error) => deps.log.warn({ err: error, queue }, 'queue connection trouble'),
    })
  return (Object.keys(handlers) as QueueName[]).map(consume)
}
