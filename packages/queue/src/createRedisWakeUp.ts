import { Redis } from 'ioredis'

type Listener = (message: string | null) => void

/**
 * Wake-ups by Redis pub/sub; fits storage's `WakeUp`. Listeners hear null after the connection was made again, because
 * messages may have been lost meanwhile.
 */
export function createRedisWakeUp(redisUrl: string, onError: (error: unknown) => void = () => undefined) {
  const publisher = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const subscriber = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const channels = new Map<string, Set<Listener>>()
  publisher.on('error', onError)
  subscriber.on('error', onError)
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of channels.get(channel) ?? []) listener(message)
  })
  let ready = false
  subscriber.on('ready', () => {
    if (ready) for (const listeners of channels.values()) for (const listener of listeners) listener(null)
    ready = true
  })
  return {
    async publish(messages: readonly { channel: string; text: string }[]): Promise<void> {
      await Promise.all(messages.map(({ channel, text }) => publisher.publish(channel, text)))
    },
    async subscribe(channel: string, onMessage: Listener): Promise<() => Promise<void>> {
      const listeners = channels.get(channel) ?? new Set<Listener>()
      channels.set(channel, listeners.add(onMessage))
      await subscriber.subscribe(channel)
      return async () => {
        listeners.delete(onMessage)
        if (listeners.size > 0 || channels.get(channel) !== listeners) return
        channels.delete(channel)
        await subscriber.unsubscribe(channel)
      }
    },
    async close(): Promise<void> {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
