import { retry as retryInDomain } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'

export interface RetryOptions {
  /** For the log: what is being tried. */
  readonly what: string
  readonly log: Logger
  readonly signal: AbortSignal
  /** Milliseconds since the epoch after which the last error is thrown, or tells them; never when not given. */
  readonly until?: number | (() => number)
  /** The clock that `until` is of; default: this machine's. */
  readonly now?: () => number
  /** Longest first wait in milliseconds; it doubles up to `maxDelayMs`. */
  readonly delayMs?: number
  readonly maxDelayMs?: number
}

/**
 * Repeats a step until it succeeds, as the domain's `retry` does, without end and with a line in the log. Errors that
 * say they are not retryable are thrown at once.
 * @throws the step's error; the signal's reason when aborted.
 */
export async function retry<T>(step: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { what, log, signal, until, now, delayMs = 250, maxDelayMs = 5_000 } = options
  return retryInDomain(step, {
    backoff: { attempts: Number.POSITIVE_INFINITY, baseMs: delayMs, maxMs: maxDelayMs },
    signal,
    ...(until === undefined ? {} : { until }),
    ...(now ? { now } : {}),
    onRetry: (error) => {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
      log.warn({ reason }, `${what}: trying again`)
    },
  })
}
