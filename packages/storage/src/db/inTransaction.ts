import { NotRetryableError } from '@aiigo/domain'
import type { EntityManager, Storage } from './createStorage.js'
import { retryConflicts } from './retryConflicts.js'
import type { Transition } from './transitions.js'
import { wakeListeners } from './wakeListeners.js'

interface Pending {
  topics: Set<string>
  outbox: boolean
  transitions: Transition[]
  trace: string | null
}

/** The wake-ups of each open transaction, sent after its commit. */
const pending = new WeakMap<EntityManager, Pending>()

function pendingOf(em: EntityManager): Pending {
  const found = pending.get(em)
  if (!found) {
    throw new NotRetryableError(
      'NO_TRANSACTION',
      'expected the entity manager that inTransaction passes to its callback; events and outbox rows are written there alone, so that no wake-up is missed',
    )
  }
  return found
}

/** Remembers that a topic got events in this transaction. */
export function rememberTopic(em: EntityManager, topic: string): void {
  pendingOf(em).topics.add(topic)
}

/** Remembers that outbox rows were written in this transaction. @returns the trace that they carry on */
export function markOutbox(em: EntityManager): string | null {
  const note = pendingOf(em)
  note.outbox = true
  return note.trace
}

/** Remembers a change of a state in this transaction. */
export function rememberTransition(em: EntityManager, transition: Transition): void {
  pendingOf(em).transitions.push(transition)
}

/**
 * Runs `work` in one SQL transaction and, once it has committed, wakes listeners: one message naming the topics that
 * got events, one when outbox rows were written. Deadlocks and serialisation failures are tried again, so `work` must
 * have no effects but SQL.
 * @throws the error of `work`; everything is rolled back then
 */
export async function inTransaction<T>(storage: Storage, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return retryConflicts(async () => {
    const note: Pending = { topics: new Set(), outbox: false, transitions: [], trace: storage.trace() }
    const result = await storage.fork().transactional(async (em) => {
      pending.set(em as EntityManager, note)
      return work(em as EntityManager)
    })
    for (const transition of note.transitions) storage.onTransition(transition)
    await wakeListeners(storage, note)
    return result
  })
}
