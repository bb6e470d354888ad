import { AiigoError } from '@aiigo/domain'
import { UnrecoverableError } from 'bullmq'
import type { QueueDefinition } from './catalogue/defineQueue.js'
import type { Payload } from './catalogue/queues.js'
import type { QueueBackend } from './createQueueBackend.js'
import { parsePayload, type QueueMessage } from './message.js'

export interface JobContext {
  /** The effect's id. */
  id: string
  /** 1 for the first try. */
  tries: number
  /** Whether a failure of this try is final. */
  isLastTry: boolean
  /** The trace that the message carries on: W3C `traceparent`; null without one. */
  trace: string | null
}

export type Handler<Q extends QueueDefinition> = (payload: Payload<Q>, context: JobContext) => Promise<void>

export interface ConsumerOptions<Q extends QueueDefinition = QueueDefinition> {
  /** A job was taken up for its first try. @param waitedMs since it was due */
  onStarted?: (waitedMs: number) => void
  onCompleted?: (payload: Payload<Q>, elapsedMs: number) => void
  /** A try failed; `final` when there will be no other. The payload is null when it is not one of the queue. */
  onFailed?: (payload: Payload<Q> | null, error: Error, job: JobContext & { final: boolean }) => void
  /** Connection trouble; the consumer recovers without help. */
  onError?: (error: unknown) => void
}

export interface Consumer {
  readonly queue: QueueDefinition
  /** Jobs of the queue that run now. */
  running(): number
  /**
   * Liveness by progress: rejects when jobs are waiting and none has been taken up for `stuckMs`. A worker whose store
   * lost its memory of it looks connected and does nothing; only progress tells.
   */
  checkProgress(stuckMs: number): Promise<void>
  /**
   * Runs one message here and now, without the queue. @param waitedMs since it was due @returns whether it went well;
   * else it belongs into its queue, which tries it again
   */
  runNow(message: QueueMessage, waitedMs: number): Promise<boolean>
  /** Takes up no more jobs; those that run go on. */
  pause(): void
  resume(): void
  isPaused(): boolean
  /** Lets running jobs finish, then stops. */
  close(): Promise<void>
}

/**
 * Runs a queue's jobs. Payloads are parsed again; an error that is not retryable ends the job, any other is tried again
 * with growing waits.
 */
export function createConsumer<Q extends QueueDefinition>(
  backend: QueueBackend,
  queue: Q,
  handler: Handler<Q>,
  options: ConsumerOptions<Q> = {},
): Consumer {
  const { onStarted, onCompleted, onFailed, onError = () => undefined } = options
  let lastProgress = Date.now()
  let running = 0
  const counter = backend.queue(queue.name)
  counter.on('error', onError)

  /** @returns the error that it ended with; null without one */
  async function runOnce(data: unknown, context: JobContext, isFinal: (hopeless: boolean) => boolean) {
    const started = Date.now()
    let payload: Payload<Q> | null = null
    try {
      payload = parsePayload(queue, data)
      await handler(payload, context)
      onCompleted?.(payload, Date.now() - started)
      return null
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error))
      const hopeless = known instanceof AiigoError && !known.retryable
      onFailed?.(payload, known, { ...context, final: isFinal(hopeless) })
      return { known, hopeless }
    }
  }

  const worker = backend.worker(
    queue.name,
    async (job) => {
      const tries = job.attemptsMade + 1
      const trace = job.opts.telemetry?.metadata ?? null
      const context = { id: job.id ?? '', tries, isLastTry: tries >= (job.opts.attempts ?? 1), trace }
      // Of a further try the queue does not keep when it was due.
      if (tries === 1) onStarted?.(Math.max(0, Date.now() - job.timestamp - (job.opts.delay ?? 0)))
      // Of the queue alone: what runs without it says nothing about it.
      lastProgress = Date.now()
      running++
      const failure = await runOnce(job.data, context, (hopeless) => hopeless || context.isLastTry)
      running--
      lastProgress = Date.now()
      if (!failure) return
      const { known, hopeless } = failure
      throw hopeless ? Object.assign(new UnrecoverableError(known.message), { cause: known }) : known
    },
    {
      concurrency: queue.concurrency,
      lockDuration: 60_000,
      stalledInterval: 15_000,
      maxStalledCount: 5,
      drainDelay: 1,
    },
  )
  worker.on('error', onError)

  return {
    queue,
    running: () => running,
    async checkProgress(stuckMs) {
      // Another process runs the queue.
      if (worker.isPaused()) lastProgress = Date.now()
      if (running > 0 || Date.now() - lastProgress < stuckMs) return
      const waiting = (await counter.getJobCounts('waiting', 'prioritized')) as Record<string, number>
      const count = Object.values(waiting).reduce((sum, n) => sum + n, 0)
      if (count === 0) {
        lastProgress = Date.now()
        return
      }
      if (Date.now() - lastProgress < stuckMs) return
      throw new Error(
        `expected queue ${queue.name} to move, ${count} jobs wait and none was taken up for ${stuckMs} ms; restart the worker`,
      )
    },
    async runNow({ id, payload, trace = null }, waitedMs) {
      onStarted?.(waitedMs)
      return (await runOnce(payload, { id, tries: 1, isLastTry: false, trace }, () => false)) === null
    },
    pause: () => void worker.pause(true).catch(onError),
    resume: () => void worker.resume().catch(onError),
    isPaused: () => worker.isPaused(),
    async close() {
      await worker.close()
      await counter.close()
    },
  }
}
