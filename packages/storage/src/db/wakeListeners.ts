import type { Storage } from './createStorage.js'
import { EVENTS_CHANNEL, OUTBOX_CHANNEL } from './wakeUp.js'

/** PostgreSQL refuses longer notifications (8000 bytes). */
const MAX_MESSAGE_BYTES = 7_900

/** Topics as messages within PostgreSQL's limit. */
function topicMessages(topics: Iterable<string>): string[] {
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
 * Tells other processes what a transaction wrote, after its commit: one message naming the topics, one when outbox rows
 * were written. A failing wake-up is reported to `onError`; listeners' slow poll makes up for it.
 */
export async function wakeListeners(
  storage: Storage,
  { topics, outbox }: { topics: ReadonlySet<string>; outbox: boolean },
): Promise<void> {
  try {
    await Promise.all([
      ...topicMessages(topics).map((message) => storage.wakeUp.publish(EVENTS_CHANNEL, message)),
      ...(outbox ? [storage.wakeUp.publish(OUTBOX_CHANNEL, '')] : []),
    ])
  } catch (error) {
    storage.onError(error)
  }
}
