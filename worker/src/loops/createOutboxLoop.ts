import { setTimeout as sleep } from 'node:timers/promises'
import type { LoopProgress, Metrics } from '@aiigo/service'
import { dispatchOutbox, OUTBOX_CHANNEL, pruneNodeChanges, pruneNodeEvents, pruneOutbox } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

const BATCH = 200
const PRUNE_EVERY_MS = 600_000
/** Dispatched rows are kept this long: while a row is there its effect can't be enqueued again. */
const KEEP_MS = 7 * 86_400_000
/** Events that are only for who listens at the moment. */
const KEEP_PASSING_MS = 86_400_000

export interface OutboxLoop {
  run(): Promise<void>
}

interface Options {
  /** Milliseconds. */
  pollMs: number
  signal: AbortSignal
  progress: LoopProgress
  metrics: Metrics
}

/** Hands outbox rows to their queues: at once when woken, and by a slow poll. Any number of processes may run it. */
export async function createOutboxLoop(
  { storage, send, log }: Pick<WorkerDeps, 'storage' | 'send' | 'log'>,
  { pollMs, signal, progress, metrics }: Options,
): Promise<OutboxLoop> {
  let woken = false
  let wake: (() => void) | undefined
  const handed = metrics.counter('aiigo_outbox_handed_total')
  let pruneAt = Date.now() + PRUNE_EVERY_MS

  const unsubscribe = await storage.wakeUp.subscribe(OUTBOX_CHANNEL, () => {
    woken = true
    wake?.()
  })

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
          for (let count = BATCH; count === BATCH && !signal.aborted; ) {
            count = await dispatchOutbox(storage, send, BATCH)
            handed.inc(count)
          }
          if (Date.now() > pruneAt) {
            await pruneOutbox(storage, new Date(Date.now() - KEEP_MS))
            await pruneNodeEvents(storage, new Date(Date.now() - KEEP_PASSING_MS))
            await pruneNodeChanges(storage, new Date(Date.now() - KEEP_PASSING_MS))
            pruneAt = Date.now() + PRUNE_EVERY_MS
          }
          progress.succeeded()
        } catch (error) {
          progress.failed()
          log.warn({ err: error }, 'handing over the outbox failed; it is tried again')
        }
        await rest()
      }
      await unsubscribe()
    },
  }
}
