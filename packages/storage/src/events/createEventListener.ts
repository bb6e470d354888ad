import type { Storage } from '../db/createStorage.js'
import { EVENTS_CHANNEL } from '../db/wakeUp.js'

export interface EventListenerOptions {
  storage: Storage
  /**
   * How often subscribed topics are compared with the database, in case a wake-up was lost. Milliseconds, default 1000.
   */
  pollMs?: number
}

export interface EventListener {
  /**
   * Calls back whenever the topic may have new events; read them with `readEvents`.
   * @returns a function that unsubscribes
   */
  on(topic: string, onNews: () => void): () => void
  close(): Promise<void>
}

/**
 * Listens for topics with new events: wake-ups first, and a slow poll of the subscribed topics' last numbers, so that a
 * lost wake-up delays and never loses.
 */
export async function createEventListener({ storage, pollMs = 1000 }: EventListenerOptions): Promise<EventListener> {
  const listeners = new Map<string, Set<() => void>>()
  const lastSeqs = new Map<string, number>()
  let polling = false

  const tell = (topic: string): void => {
    for (const onNews of listeners.get(topic) ?? []) onNews()
  }

  async function poll(): Promise<void> {
    if (polling || listeners.size === 0) return
    polling = true
    try {
      const rows = await storage.fork().execute<{ topic: string; last_seq: string }[]>(
        `select topic, last_seq from event_topic
         where topic in (select value from jsonb_array_elements_text(?::jsonb))`,
        [JSON.stringify([...listeners.keys()])],
      )
      for (const { topic, last_seq } of rows) {
        const seq = Number(last_seq)
        if (lastSeqs.get(topic) === seq || !listeners.has(topic)) continue
        lastSeqs.set(topic, seq)
        tell(topic)
      }
    } catch (error) {
      storage.onError(error)
    } finally {
      polling = false
    }
  }

  const unsubscribe = await storage.wakeUp.subscribe(EVENTS_CHANNEL, (message) => {
    if (message === null) void poll()
    else for (const topic of message.split('\n')) tell(topic)
  })
  const timer = setInterval(() => void poll(), pollMs)

  return {
    on(topic, onNews) {
      const found = listeners.get(topic) ?? new Set()
      listeners.set(topic, found)
      const own = () => onNews()
      found.add(own)
      return () => {
        found.delete(own)
        if (found.size > 0 || listeners.get(topic) !== found) return
        listeners.delete(topic)
        lastSeqs.delete(topic)
      }
    },
    async close() {
      clearInterval(timer)
      listeners.clear()
      await unsubscribe()
    },
  }
}
