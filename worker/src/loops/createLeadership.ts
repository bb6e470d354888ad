import type { Consumer } from '@aiigo/queue'
import type { LeaderLock } from '@aiigo/storage'

/** Which worker follows the chain and sends transactions. */
export interface Leadership {
  /** Whether this one does, as the last look said. */
  isLeading(): boolean
  /** Leads when no other process does; never waits. @throws when PostgreSQL does not answer; nothing changes then */
  look(): Promise<boolean>
}

export interface LeadershipOptions {
  onChange?(leads: boolean): void
  /** Rejects while this process does not reach the chain, so that another one leads. Default: it does. */
  check?(): Promise<unknown>
}

const CHECK_MS = 10_000
/** Checks that fail one after the other, until another process may lead, and how long it has to take over. */
const FAILURES = 3
const AWAY_MS = 5_000

/**
 * One worker of several leads: steps that several send at once would make more transactions with fewer steps each, and
 * would wait for each other's nonces. Two that lead for a moment, while one's connection is lost, do no harm: effects
 * and nonces are unique in the database.
 * @param consumers those of queues that send are paused in the other workers
 */
export function createLeadership(
  lock: LeaderLock,
  consumers: readonly Consumer[],
  { onChange = () => undefined, check = async () => undefined }: LeadershipOptions = {},
): Leadership {
  const senders = consumers.filter(({ queue }) => queue.sends)
  let leads = false
  let checkedAt = 0
  let failures = 0
  let awayUntil = 0
  let looking: Promise<boolean> | null = null
  for (const sender of senders) sender.pause()

  function note(now: boolean): boolean {
    if (leads !== now) {
      leads = now
      for (const sender of senders) leads ? sender.resume() : sender.pause()
      onChange(leads)
    }
    return leads
  }

  async function isFit(): Promise<boolean> {
    if (Date.now() < checkedAt + CHECK_MS) return true
    checkedAt = Date.now()
    failures = await check().then(
      () => 0,
      () => failures + 1,
    )
    return failures < FAILURES
  }

  async function lookOnce(): Promise<boolean> {
    if (Date.now() < awayUntil) return false
    if (!(await lock.tryAcquire())) return note(false)
    if (await isFit()) return note(true)
    await lock.close()
    failures = 0
    awayUntil = Date.now() + AWAY_MS
    return note(false)
  }

  return {
    isLeading: () => leads,
    look() {
      looking ??= lookOnce().finally(() => {
        looking = null
      })
      return looking
    },
  }
}
