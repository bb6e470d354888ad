import { type Consumer, createConsumer, type Handler, type QueueBackend, type Queues, queues } from '@aiigo/queue'
import { inSpan, type Metrics, withLogContext } from '@aiigo/service'
import { because } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { advance } from './advance.js'
import { assign } from './assign.js'
import { benchmarkDecay } from './benchmarkDecay.js'
import { benchmarkSweep } from './benchmarkSweep.js'
import { bonusEpoch } from './bonusEpoch.js'
import { capacity } from './capacity.js'
import { deadlineSweep } from './deadlineSweep.js'
import { heartbeatSweep } from './heartbeatSweep.js'
import { match } from './match.js'
import { needs } from './needs.js'
import { offerTimeout } from './offerTimeout.js'
import { powChallenge } from './powChallenge.js'
import { powSweep } from './powSweep.js'
import { priceIndex } from './priceIndex.js'
import { slaSweep } from './slaSweep.js'
import { spotCheck } from './spotCheck.js'
import { verify } from './verify.js'

type QueueKey = keyof Queues

/** The handler of each queue of the catalogue. */
function handlersOf(deps: WorkerDeps): { [K in QueueKey]: Handler<Queues[K]> } {
  return {
    advance: (payload) => advance(deps, payload),
    needs: (payload) => needs(deps, payload),
    match: (payload) => match(deps, payload),
    offerTimeout: (payload) => offerTimeout(deps, payload),
    assign: (payload) => assign(deps, payload),
    verify: (payload) => verify(deps, payload),
    spotCheck: (payload) => spotCheck(deps, payload),
    powChallenge: (payload) => powChallenge(deps, payload),
    powSweep: () => powSweep(deps),
    slaSweep: () => slaSweep(deps),
    benchmarkSweep: () => benchmarkSweep(deps),
    benchmarkDecay: () => benchmarkDecay(deps),
    deadlineSweep: () => deadlineSweep(deps),
    heartbeatSweep: () => heartbeatSweep(deps),
    priceIndex: () => priceIndex(deps),
    capacity: () => capacity(deps),
    bonusEpoch: () => bonusEpoch(deps),
  }
}

/** One consumer for each queue, measured and logged. */
export function createConsumers(backend: QueueBackend, deps: WorkerDeps, metrics: Metrics): Consumer[] {
  const elapsed = metrics.histogram('aiigo_job_seconds')
  const waited = metrics.histogram('aiigo_queue_wait_seconds')
  const failures = metrics.counter('aiigo_job_failures_total')
  const handlers = handlersOf(deps)
  const consume = <K extends QueueKey>(key: K): Consumer => {
    const queue = queues[key]
    const handler: Handler<Queues[K]> = (payload, context) =>
      because({ cause: [queue.name, causeOf(payload)].filter(Boolean).join(' '), actor: null }, () =>
        withLogContext(subjectOf(queue.name, payload), () =>
          inSpan(`process ${queue.name}`, { kind: 'consumer', parent: context.trace }, () =>
            handlers[key](payload, context),
          ),
        ),
      )
    return createConsumer(backend, queue, handler, {
      onStarted: (waitedMs) => waited.observe({ queue: queue.name }, waitedMs / 1000),
      onCompleted: (payload, ms) => elapsed.observe({ queue: queue.name, cause: causeOf(payload) }, ms / 1000),
      onFailed: (payload, error, { id, tries, final }) => {
        const labels = { queue: queue.name, cause: causeOf(payload) }
        failures.inc({ ...labels, final: String(final) })
        const about = { ...labels, ...subjectOf(queue.name, payload), id, tries, final }
        deps.log[final ? 'error' : 'warn']({ err: error, ...about }, 'queue job failed')
      },
      onError: (error) => deps.log.warn({ err: error, queue: queue.name }, 'queue connection trouble'),
    })
  }
  return (Object.keys(queues) as QueueKey[]).map(consume)
}

/** The ids of a payload, for the lines and spans of its handler. */
function subjectOf(queue: string, payload: object | null): Record<string, string> {
  const ids = Object.entries(payload ?? {}).filter(([name, value]) => name.endsWith('Id') && typeof value === 'string')
  return { queue, ...Object.fromEntries(ids) }
}

const causeOf = (payload: object | null): string =>
  payload && 'cause' in payload && typeof payload.cause === 'string' ? payload.cause : ''
