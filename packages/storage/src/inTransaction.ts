import { NotRetryableError } from '@aiigo/domain'
import type { EntityManager, Storage } from './createStorage.js'
import { EVENTS_CHANNEL, OUTBOX_CHANNEL } from './wakeUp.js'

interface Pending {
  topics: Set<string>
  outbox: boolean
}

/** What each open transaction has to tell other processes after it commits. */
const pending = new WeakMap<EntityManager, Pending>()

/** PostgreSQL refuses longer notifications (8000 bytes). */
const MAX_MESSAGE_BYTES = 7_900
const MAX_TRIES = 4
/** serialization_failure, deadlock_detected */
const TRY_AGAIN = new Set(['40001', '40P01'])

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

/** Notes that a topic got events in this transaction. */
export function noteTopic(em: EntityManager, topic: string): void {
  pendingOf(em).topics.add(topic)
}

/** Notes that outbox rows were written in this transaction. */
export function noteOutbox(em: EntityManager): void {
  pendingOf(em).outbox = true
}

/** Topics as messages within PostgreSQL's limit. */
export function topicMessages(topics: Iterable<string>): string[] {
  const messages: string[] = []
  let current = ''
  for (const topic of topics) {
    const joined = current === '' ? topic : `${current}\n${topic}`
    if (current !== '' && Buffer.byteLength(joined) > MAX_MESSAGE_BYTES) {
      messages.push(current)
      current = topic
    } else current = joined
  }
  return current === '' ? messages : [...messages, current]
}

/**
 * Runs `work` in one SQL transaction and, once it has committed, wakes listeners: one message naming the topics that got
 * events, one when outbox rows were written. A failing wake-up is reported to `onError`; listeners' slow poll makes up for it.
 * Deadlocks and serialisation failures are tried again, so `work` must have no effects but SQL.
 * @throws whatever `work` throws; everything is rolled back then
 */
export async function inTransaction<T>(storage: Storage, work: (em: EntityManager) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const note: Pending = { topics: new Set(), outbox: false }
    try {
      const result = await storage.fork().transactional(async (em) => {
        pending.set(em as EntityManager, note)
        return work(em as EntityManager)
      })
      await wake(storage, note)
      return result
    } catch (error) {
      if (tries >= MAX_TRIES || !TRY_AGAIN.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

async function wake(storage: Storage, { topics, outbox }: Pending): Promise<void> {
  try {
    for (const message of topicMessages(topics)) await storage.wakeUp.publish(EVENTS_CHANNEL, message)
    if (outbox) await storage.wakeUp.publish(OUTBOX_CHANNEL, '')
  } catch (error) {
    storage.onError(error)
  }
}
