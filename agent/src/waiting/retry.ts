import { AiigoError } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import { pause } from './pause.js'

export interface RetryOptions {
  /** For the log: what is being tried. */
  readonly what: string
  readonly log: Logger
  readonly signal: AbortSignal
  /** Milliseconds since the epoch after which the last error is thrown; never when not given. */
  readonly until?: number
  /** First wait in milliseconds; it doubles up to `maxDelayMs`. */
  readonly delayMs?: number
  readonly maxDelayMs?: number
}

/**
 * Repeats a step until it succeeds. Errors that say they are not retryable are thrown at once.
 * @throws the step's error; the signal's reason when aborted.
 */
export async function retry<T>(step: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { what, log, signal, until = Number.POSITIVE_INFINITY, delayMs = 250, maxDelayMs = 5_000 } = options
  for (let delay = delayMs; ; delay = Math.min(delay * 2, maxDelayMs)) {
    signal.throwIfAborted()
    try {
      return await step()
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof AiigoError && !error.retryable) throw error
      if (Date.now() + delay > until) throw error
      log.warn(
        { reason: error instanceof Error ? error.message.split('\n')[0] : String(error) },
        `${what}: trying again`,
      )
      await pause(delay, signal)
    }
  }
}
