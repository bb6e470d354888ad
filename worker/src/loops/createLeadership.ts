import type { Consumer } from '@aiigo/queue'
import type { LeaderLock } from '@aiigo/storage'

/** Which worker follows the chain and sends transactions. */
export interface Leadership {
  /** Whether this one does, as the last look said. */
  isLeading(): boolean
  /** Leads when no other process does; never waits. @throws when PostgreSQL does not answer; nothing changes then */
  look(): Promise<boolean>
}

/**
 * One worker of several leads: steps that several send at once would make more transactions with fewer steps each, and
 * would wait for each other's nonces. Two that lead for a moment, while one's connection is lost, do no harm: effects
 * and nonces are unique in the database.
 * @param consumers those of queues that send are paused in the other workers
 */
export function createLeadership(
  lock: LeaderLock,
  consumers: readonly Consumer[],
  { onChange = () => undefined }: { onChange?: (leads: boolean) => void } = {},
): Leadership {
  const senders = consumers.filter(({ queue }) => queue.sends)
  let leads = false
  for (const sender of senders) sender.pause()
  return {
    isLeading: () => leads,
    async look() {
      const before = leads
      leads = await lock.tryAcquire()
      if (leads !== before) {
        for (const sender of senders) leads ? sender.resume() : sender.pause()
        onChange(leads)
      }
      return leads
    },
  }
}
