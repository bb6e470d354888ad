import { retry } from '@aiigo/domain'

/** Without waiting: PostgreSQL gives up one of two transactions for the sake of the other, which has gone on. */
const AT_ONCE = { attempts: 4, baseMs: 0, maxMs: 0 }
/** serialization_failure, deadlock_detected */
const CONFLICTS = new Set(['40001', '40P01'])

/** Repeats SQL work that PostgreSQL aborted in favour of another transaction, at most four times. */
export function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  return retry(work, {
    backoff: AT_ONCE,
    mayRetry: (error) => CONFLICTS.has((error as { code?: string }).code ?? ''),
  })
}
