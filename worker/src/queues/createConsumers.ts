import { type Consumer, createConsumer, type Handler, type QueueBackend, type Queues, queues } from '@aiigo/queue'
import { Counter, Histogram, type Metrics } from '@aiigo/service'
import { because } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { advance } from './advance.js'
import { assign } from './assign.js'
import { bonusEpoch } from './bonusEpoch.js'
import { capacity } from './capacity.js'
import { deadlineSweep } from './deadlineSweep.js'
import { heartbeatSweep } from './heartbeatSweep.js'
import { match } from './match.js'
import { offerTimeout } from './offerTimeout.js'
import { powChallenge } from './powChallenge.js'
import { powSweep } from './powSweep.js'
import { priceIndex } from './priceIndex.js'
import { slaSweep } from './slaSweep.js'
import { verify } from './verify.js'

type QueueKey = keyof Queues

/** The handler of each queue of the catalogue. */
function handlersOf(deps: WorkerDeps): { [K in QueueKey]: Handler<Queues[K]> } {
  return {
    advance: (payload) => advance(deps, payload),
    match: (payload) => match(deps, payload),
    offerTimeout: (payload) => offerTimeout(deps, payload),
    assign: (payload) => assign(deps, payload),
    verify: (payload) => verify(deps, payload),
    powChallenge: (payload) => powChallenge(deps, payload),
    powSweep: () => powSweep(deps),
    slaSweep: () => slaSweep(deps),
    deadlineSweep: () => deadlineSweep(deps),
    heartbeatSweep: () => heartbeatSweep(deps),
    priceIndex: () => priceIndex(deps),
    capacity: () => capacity(deps),
    bonusEpoch: () => bonusEpoch(deps),
  }
}

/** One consumer for each queue, measured and logged. */
export function createConsumers(backend: QueueBackend, deps: WorkerDeps, metrics: Metrics): Consumer[] {
  const elapsed = new Histogram({
    name: 'aiigo_job_seconds',
    help: 'Time a queue job took, seconds; cause: why the queue advance looked at a job, empty for other queues',
    labelNames: ['queue', 'cause'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    registers: [metrics],
  })
  const failures = new Counter({
    name: 'aiigo_job_failures_total',
    help: 'Failed tries of queue jobs',
    labelNames: ['queue', 'cause', 'final'],
    registers: [metrics],
  })
  const handlers = handlersOf(deps)
  const consume = <K extends QueueKey>(key: K): Consumer => {
    const queue = queues[key]
    const handler: Handler<Queues[K]> = (payload, context) =>
      because({ cause: [queue.name, causeOf(payload)].filter(Boolean).join(' '), actor: null }, () =>
        handlers[key](payload, context),
      )
    return createConsumer(backend, queue, handler, {
      onCompleted: (payload, ms) => elapsed.observe({ queue: queue.name, cause: causeOf(payload) }, ms / 1000),
      onFailed: (payload, error, { id, tries, final }) => {
        const labels = { queue: queue.name, cause: causeOf(payload) }
        failures.inc({ ...labels, final: String(final) })
        deps.log[final ? 'error' : 'warn']({ err: error, ...labels, id, tries, final }, 'queue job failed')
      },
      onError: (error) => deps.log.warn({ err: error, queue: queue.name }, 'queue connection trouble'),
    })
  }
  return (Object.keys(queues) as QueueKey[]).map(consume)
}

const causeOf = (payload: object | null): string =>
  payload && 'cause' in payload && typeof payload.cause === 'string' ? payload.cause : ''
