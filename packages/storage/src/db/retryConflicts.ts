const MAX_TRIES = 4
/** serialization_failure, deadlock_detected */
const CONFLICTS = new Set(['40001', '40P01'])

/** Does SQL work again that PostgreSQL gave up for the sake of somebody else's. */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= MAX_TRIES || !CONFLICTS.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}
