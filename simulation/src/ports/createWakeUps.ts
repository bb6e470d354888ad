import type { WakeUp } from '@aiigo/storage'
import type { Kernel, SimProcess } from '../kernel/createKernel.js'

/** Messages between processes as Redis passes them on: at most once, and some are lost. */
export function createWakeUps(kernel: Kernel, isLost: () => boolean): () => WakeUp {
  interface Subscriber {
    process: SimProcess | undefined
    channel: string
    hear: (message: string | null) => void
  }
  let subscribers: Subscriber[] = []

  return () => ({
    publish: (messages) =>
      kernel.park('wakes others', () => {
        subscribers = subscribers.filter(({ process }) => process?.isAlive !== false)
        for (const { channel, text } of messages) {
          for (const subscriber of subscribers) {
            if (subscriber.channel !== channel || isLost()) continue
            const tell = (): void => void kernel.after(1, `hears of ${channel}`, () => subscriber.hear(text))
            if (subscriber.process) kernel.as(subscriber.process, tell)
            else tell()
          }
        }
      }),
    async subscribe(channel, hear) {
      const subscriber = { process: kernel.current(), channel, hear }
      subscribers.push(subscriber)
      return async () => {
        subscribers = subscribers.filter((other) => other !== subscriber)
      }
    },
    close: async () => undefined,
  })
}
