import { NotRetryableError } from '@aiigo/domain'
import type { EntityManager, Storage } from './createStorage.js'
import { Effects } from './effects.js'
import { retryConflicts } from './retryConflicts.js'
import { wakeListeners } from './wakeListeners.js'

/** The effects of each open transaction. */
const pending = new WeakMap<EntityManager, Effects>()

/**
 * The events, messages and transitions that a transaction writes before its commit.
 * @throws NotRetryableError NO_TRANSACTION outside of `inTransaction`
 */
export function effectsOf(em: EntityManager): Effects {
  const found = pending.get(em)
  if (!found) {
    throw new NotRetryableError(
      'NO_TRANSACTION',
      'expected the entity manager that inTransaction passes to its callback; events and outbox rows are written there alone, so that no wake-up is missed',
    )
  }
  return found
}

/** The rows that a transaction holds; undefined outside of `inTransaction`. */
export const heldRowsOf = (em: EntityManager): ReadonlyMap<string, object> | undefined => pending.get(em)?.held

/**
 * From now on `changeRow` changes these rows in memory. All of them are written before the commit, in one statement for
 * each table. No other statement of the transaction may write them, or rely on what was changed.
 * @param rows entities of this entity manager whose rows, or whose job's row, the transaction has locked
 */
export function holdRows(em: EntityManager, rows: readonly { readonly id: string }[]): void {
  const { held } = effectsOf(em)
  for (const row of rows) held.set(row.id, row)
}

/**
 * Runs `work` in one SQL transaction, writes the events, messages and transitions that followed from it, and, once it
 * has committed, wakes listeners: one message naming the topics that got events, one when outbox rows were written.
 * Deadlocks and serialisation failures are tried again, so `work` must have no effects but SQL.
 * @throws the error of `work`; everything is rolled back then
 */
export async function inTransaction<T>(storage: Storage, work: (em: EntityManager) => Promise<T> | T): Promise<T> {
  return retryConflicts(async () => {
    const effects = new Effects(storage.trace)
    const result = await storage.fork().transactional(async (transaction) => {
      const em = transaction as EntityManager
      pending.set(em, effects)
      const answer = await work(em)
      await effects.write(em)
      return answer
    })
    for (const transition of effects.told) storage.onTransition(transition)
    await wakeListeners(storage, effects)
    return result
  })
}
