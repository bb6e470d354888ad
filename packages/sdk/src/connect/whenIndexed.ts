import { retry } from '@aiigo/domain'
import { codeOf } from '../errors.js'

/** The subgraph shows a block some seconds after the chain. */
const WAIT_MS = 30_000
const BACKOFF = { attempts: Number.POSITIVE_INFINITY, baseMs: 200, maxMs: 1_000 }

/**
 * Repeats a step while the subgraph does not show yet what the step needs.
 * @throws RetryableError `NOT_INDEXED` after 30 s; every other error of the step at once
 */
export function whenIndexed<T>(step: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const mayRetry = (error: unknown) => codeOf(error) === 'NOT_INDEXED'
  return retry(step, { backoff: BACKOFF, mayRetry, until: Date.now() + WAIT_MS, signal })
}
