import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer } from '@aiigo/queue'
import type { LoopProgress, Metrics } from '@aiigo/service'
import { dispatchOutbox, OUTBOX_CHANNEL } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { createDirectRunner } from './createDirectRunner.js'

const BATCH = 200
/** Between two looks for messages that wait for later, milliseconds. */
const TOGETHER_MS = 200

export interface OutboxLoop {
  run(): Promise<void>
}

export interface OutboxLoopOptions {
  pollMs: number
  signal: AbortSignal
  progress: LoopProgress
  metrics: Metrics
  /** Those that run messages which are due at once without their queue; left out: none. */
  consumers?: readonly Consumer[]
  /** Whether it hands messages over as soon as they are there; the others look now and then. Left out: always. */
  isLeading?: () => boolean
}

/**
 * Hands outbox rows to their queues: at once when woken, in the leading worker, and by a slow poll. Any number of
 * processes may run it.
 */
export async function createOutboxLoop(
  { storage, send, log }: Pick<WorkerDeps, 'storage' | 'send' | 'log'>,
  { pollMs, signal, progress, metrics, consumers = [], isLeading = () => true }: OutboxLoopOptions,
): Promise<OutboxLoop> {
  let woken = false
  let wake: (() => void) | undefined
  const handed = metrics.counter('aiigo_outbox_handed_total')

  const wakeUp = (): void => {
    if (!direct && !isLeading()) return
    woken = true
    wake?.()
  }
  const direct = consumers.length > 0 ? createDirectRunner({ storage, send, log }, consumers, wakeUp) : null
  const unsubscribe = await storage.wakeUp.subscribe(OUTBOX_CHANNEL, wakeUp)
  let dispatchAt = 0

  /** One look. Where nothing that is due at once goes to a queue, the queues wait a moment, and get more together. */
  async function pass(): Promise<void> {
    if (direct) handed.inc(await direct.pass())
    const now = Date.now()
    if (direct && now < dispatchAt) return
    dispatchAt = now + (isLeading() ? TOGETHER_MS : pollMs)
    const options = { limit: BATCH, direct: direct?.queues ?? [] }
    for (let count = BATCH; count === BATCH && !signal.aborted; ) {
      count = await dispatchOutbox(storage, send, options)
      handed.inc(count)
      // A flood may take minutes.
      progress.succeeded()
      if (direct && count === BATCH) handed.inc(await direct.pass())
    }
  }

  async function rest(): Promise<void> {
    if (woken) return
    const timer = new AbortController()
    const woke = new Promise<void>((resolve) => {
      wake = resolve
    })
    await Promise.race([
      sleep(pollMs, undefined, { signal: AbortSignal.any([timer.signal, signal]) }).catch(() => undefined),
      woke,
    ])
    timer.abort()
    wake = undefined
  }

  return {
    async run() {
      while (!signal.aborted) {
        woken = false
        try {
          await pass()
          progress.succeeded()
        } catch (error) {
          progress.failed()
          log.warn({ err: error }, 'handing over the outbox failed; it is tried again')
        }
        await rest()
      }
      await direct?.close()
      await unsubscribe()
    },
  }
}
