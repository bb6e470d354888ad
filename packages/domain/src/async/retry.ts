import { AiigoError } from '../errors.js'
import { pause } from './pause.js'

export interface Backoff {
  /** Tries in all; Infinity never gives up. */
  readonly attempts: number
  /** Longest wait before the second try, milliseconds; doubles with each further one. 0: no waiting at all. */
  readonly baseMs: number
  /** Longest wait of all, milliseconds. */
  readonly maxMs: number
}

export interface RetryOptions {
  readonly backoff: Backoff
  /** Ends the waiting and the trying. */
  readonly signal?: AbortSignal | undefined
  /** Whether trying again can help. Default: yes, unless the error says that it is not retryable. */
  readonly mayRetry?: (error: unknown) => boolean
  /** How long the other side asked to wait, milliseconds; within `backoff.maxMs`. */
  readonly askedMs?: (error: unknown) => number
  /** No try starts after this instant, milliseconds since 1970; a function where it can move meanwhile. */
  readonly until?: number | (() => number)
  /** Told before each wait, for a log. */
  readonly onRetry?: (error: unknown, waitMs: number) => void
  readonly now?: () => number
  readonly random?: () => number
}

/** Whether trying again can help: not after an error that says the contrary. */
export function isRetryable(error: unknown): boolean {
  return !(error instanceof AiigoError) || error.retryable
}

/**
 * How long to wait after a number of failed tries, milliseconds: a random half of it, so that many clients do not come
 * back at once.
 * @param random at least 0 and below 1
 * @example backoffMs({ attempts: 5, baseMs: 200, maxMs: 5_000 }, 3, () => 0) // 400, and at most 800
 */
export function backoffMs({ baseMs, maxMs }: Backoff, failures: number, random: () => number = Math.random): number {
  return Math.ceil((0.5 + random() / 2) * Math.min(maxMs, baseMs * 2 ** (failures - 1)))
}

/**
 * Repeats a step until it succeeds.
 * @throws the step's last error; the signal's reason when it is aborted
 * @example await retry(() => send(), { backoff: { attempts: 5, baseMs: 200, maxMs: 5_000 }, signal })
 */
export async function retry<T>(step: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { backoff, signal, mayRetry = isRetryable, askedMs, until = Number.POSITIVE_INFINITY, onRetry } = options
  const { now = Date.now, random = Math.random } = options
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted()
    try {
      return await step()
    } catch (error) {
      signal?.throwIfAborted()
      if (tries >= backoff.attempts || !mayRetry(error)) throw error
      const waitMs = Math.min(Math.max(askedMs?.(error) ?? 0, backoffMs(backoff, tries, random)), backoff.maxMs)
      if (now() + waitMs > (typeof until === 'number' ? until : until())) throw error
      onRetry?.(error, waitMs)
      if (waitMs > 0) await pause(waitMs, signal)
    }
  }
}
