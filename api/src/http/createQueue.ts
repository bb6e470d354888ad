import type { Context } from '../graphql/context.js'
import { addressKey } from './addressKey.js'

/** A caller's place among the operations that run. */
export interface Place {
  /** The operation has been answered: the next one runs. */
  leave(): void
  /** The answer has gone out. */
  sent(): void
}

/** The caller of an operation. */
export interface Queuing {
  /** Null without a sign-in. */
  wallet: string | null
  /** As `addressKey` gives it. */
  address: string
}

export const queuing = ({ viewer, ip }: Pick<Context, 'viewer' | 'ip'>): Queuing => ({
  wallet: viewer?.address ?? null,
  address: addressKey(ip),
})

export interface OperationQueue {
  /** Waits for a place; null when too many wait already, or it took too long. */
  enter(who: Queuing): Promise<Place | null>
}

/** Of a wallet, of an address with all its wallets, of an address without a sign-in. */
type Limits = Readonly<Record<'wallet' | 'address' | 'stranger', number>>

/** How many operations of whom. */
export interface QueueLimits {
  /** Run at once. More would only wait for each other inside. */
  running: number
  /** Of them, strangers'. */
  runningAnonymous: number
  /** Of them, of one caller: wallets cost nothing, so an address has a limit beside them. */
  runningOf: Limits
  /** Of one caller: wait, run or are being sent. */
  openOf: Limits
  waiting: { signedIn: number; anonymous: number }
}

/** Of queries, which run in the reader. */
export const QUERY_LIMITS: QueueLimits = {
  running: 8,
  runningAnonymous: 4,
  runningOf: { wallet: 4, address: 6, stranger: 3 },
  openOf: { wallet: 64, address: 256, stranger: 64 },
  waiting: { signedIn: 500, anonymous: 100 },
}

/**
 * Of mutations, which run in the process that takes the connections. Strangers' are steps of signing in. The places of
 * an address are fewer than the process has connections to the database.
 */
export const MUTATION_LIMITS: QueueLimits = {
  running: 64,
  runningAnonymous: 8,
  runningOf: { wallet: 6, address: 12, stranger: 2 },
  openOf: { wallet: 128, address: 512, stranger: 64 },
  waiting: { signedIn: 2_000, anonymous: 500 },
}

const MAX_WAIT_MS = 5_000

interface Waiting extends Queuing {
  admit(place: Place | null): void
}

/** Chooses the next operation: signed-in callers go before strangers, and each caller has a few places at most. */
export function createQueue(limits: QueueLimits): OperationQueue {
  const lines = { signedIn: [] as Waiting[], anonymous: [] as Waiting[] }
  const runningOf = createPlaces(limits.runningOf)
  const openOf = createPlaces(limits.openOf)
  let running = 0
  let runningAnonymous = 0

  function run(waiting: Waiting): void {
    const isStranger = waiting.wallet === null
    running++
    if (isStranger) runningAnonymous++
    runningOf.add(waiting, 1)
    let left = false
    let isSent = false
    waiting.admit({
      leave() {
        if (left) return
        left = true
        running--
        if (isStranger) runningAnonymous--
        runningOf.add(waiting, -1)
        next()
      },
      sent() {
        if (isSent) return
        isSent = true
        openOf.add(waiting, -1)
      },
    })
  }

  function next(): void {
    for (const [line, isSignedIn] of [
      [lines.signedIn, true],
      [lines.anonymous, false],
    ] as const) {
      for (let at = 0; at < line.length && running < limits.running; ) {
        if (!isSignedIn && runningAnonymous >= limits.runningAnonymous) break
        const waiting = line[at]
        if (waiting && runningOf.hasRoom(waiting)) {
          line.splice(at, 1)
          run(waiting)
        } else at++
      }
    }
  }

  return {
    enter(who) {
      const kind = who.wallet === null ? 'anonymous' : 'signedIn'
      const line = lines[kind]
      if (line.length >= limits.waiting[kind] || !openOf.hasRoom(who)) return Promise.resolve(null)
      openOf.add(who, 1)
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          const at = line.indexOf(waiting)
          if (at === -1) return
          line.splice(at, 1)
          openOf.add(who, -1)
          resolve(null)
        }, MAX_WAIT_MS)
        const waiting: Waiting = {
          ...who,
          admit(place) {
            clearTimeout(timer)
            resolve(place)
          },
        }
        line.push(waiting)
        next()
      })
    },
  }
}

/** Counts operations of wallets, addresses and strangers. */
function createPlaces(most: Limits) {
  const counts = {
    wallet: new Map<string, number>(),
    address: new Map<string, number>(),
    stranger: new Map<string, number>(),
  }
  const namesOf = ({ wallet, address }: Queuing): [keyof Limits, string][] =>
    wallet === null
      ? [['stranger', address]]
      : [
          ['wallet', wallet],
          ['address', address],
        ]
  return {
    hasRoom: (who: Queuing) => namesOf(who).every(([kind, name]) => (counts[kind].get(name) ?? 0) < most[kind]),
    add(who: Queuing, by: number): void {
      for (const [kind, name] of namesOf(who)) {
        const count = (counts[kind].get(name) ?? 0) + by
        if (count > 0) counts[kind].set(name, count)
        else counts[kind].delete(name)
      }
    },
  }
}
