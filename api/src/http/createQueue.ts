import { addressKey } from '@aiigo/service'
import type { Context } from '../graphql/context.js'
import type { Lane } from '../graphql/lane.js'

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
  /** Nodes of the wallet that the chain knows. */
  nodes: number
}

export const queuing = ({ viewer, ip }: Pick<Context, 'viewer' | 'ip'>, nodes = 0): Queuing => ({
  wallet: viewer?.address ?? null,
  address: addressKey(ip),
  nodes,
})

export interface OperationQueue {
  /** Waits for a place; null when too many wait already, or it took too long. */
  enter(who: Queuing): Promise<Place | null>
}

/** Of a wallet, of an address with all its wallets, of an address without a sign-in. */
type Limits = Readonly<Record<'wallet' | 'address' | 'stranger', number>>

/** Places that the registered nodes of a wallet add to its own; its address has as many at least. */
interface ForNodes {
  /** So many nodes add a place. */
  nodes: number
  /** At most so many places are added. */
  most: number
}

/** How many operations of whom. */
export interface QueueLimits {
  /** Run at once. More would only wait for each other inside. */
  running: number
  /** Of them, those of callers without a registered node: the others are the providers' own. */
  runningOthers: number
  /** Of them, strangers'. */
  runningAnonymous: number
  /** Of them, of one caller: wallets cost nothing, so an address has a limit beside them. */
  runningOf: Limits
  /** Of one caller: wait, run or are being sent. */
  openOf: Limits
  /** Additions of nodes to `runningOf` and to `openOf`. */
  forNodes: { running: ForNodes; open: ForNodes }
  waiting: { provider: number; signedIn: number; anonymous: number }
}

const NO_MORE: QueueLimits['forNodes'] = { running: { nodes: 1, most: 0 }, open: { nodes: 1, most: 0 } }

/** Of queries, which run in the reader. */
export const QUERY_LIMITS: QueueLimits = {
  ...{ running: 8, runningOthers: 8, runningAnonymous: 4 },
  runningOf: { wallet: 4, address: 6, stranger: 3 },
  openOf: { wallet: 64, address: 256, stranger: 64 },
  forNodes: NO_MORE,
  waiting: { provider: 500, signedIn: 500, anonymous: 100 },
}

/** A farm of 1 000 nodes behind one wallet has a heartbeat of each of them on the way. */
const FOR_NODES: QueueLimits['forNodes'] = { running: { nodes: 100, most: 6 }, open: { nodes: 1, most: 4_000 } }

/**
 * Of mutations, which run in the process that takes the connections. Lanes share nothing: an operation that waits for
 * the chain holds no place of a heartbeat. The places of an address are fewer than the process has connections to the
 * database.
 */
export const MUTATION_LIMITS: Readonly<Record<Lane, QueueLimits>> = {
  HEARTBEAT: {
    ...{ running: 24, runningOthers: 12, runningAnonymous: 1 },
    runningOf: { wallet: 6, address: 12, stranger: 1 },
    openOf: { wallet: 128, address: 512, stranger: 16 },
    forNodes: FOR_NODES,
    waiting: { provider: 8_000, signedIn: 2_000, anonymous: 100 },
  },
  PROVIDER: {
    ...{ running: 24, runningOthers: 12, runningAnonymous: 1 },
    runningOf: { wallet: 6, address: 12, stranger: 1 },
    openOf: { wallet: 128, address: 512, stranger: 16 },
    forNodes: FOR_NODES,
    waiting: { provider: 8_000, signedIn: 2_000, anonymous: 100 },
  },
  RENEWAL: {
    ...{ running: 8, runningOthers: 8, runningAnonymous: 8 },
    runningOf: { wallet: 2, address: 4, stranger: 2 },
    openOf: { wallet: 64, address: 64, stranger: 64 },
    forNodes: NO_MORE,
    waiting: { provider: 500, signedIn: 500, anonymous: 500 },
  },
  OWN: {
    ...{ running: 24, runningOthers: 24, runningAnonymous: 2 },
    runningOf: { wallet: 6, address: 12, stranger: 2 },
    openOf: { wallet: 128, address: 512, stranger: 64 },
    forNodes: NO_MORE,
    waiting: { provider: 2_000, signedIn: 2_000, anonymous: 100 },
  },
  SIGN_IN: {
    ...{ running: 12, runningOthers: 12, runningAnonymous: 12 },
    runningOf: { wallet: 2, address: 2, stranger: 2 },
    openOf: { wallet: 64, address: 64, stranger: 64 },
    forNodes: NO_MORE,
    waiting: { provider: 500, signedIn: 500, anonymous: 500 },
  },
  OUTSIDE: {
    ...{ running: 32, runningOthers: 24, runningAnonymous: 2 },
    runningOf: { wallet: 6, address: 12, stranger: 2 },
    openOf: { wallet: 128, address: 512, stranger: 16 },
    forNodes: NO_MORE,
    waiting: { provider: 1_000, signedIn: 1_000, anonymous: 100 },
  },
}

const MAX_WAIT_MS = 5_000

interface Waiting extends Queuing {
  admit(place: Place | null): void
}

/** Callers in the order in which they are served. */
const KINDS = ['provider', 'signedIn', 'anonymous'] as const
type Kind = (typeof KINDS)[number]

function kindOf({ wallet, nodes }: Queuing): Kind {
  if (wallet === null) return 'anonymous'
  return nodes > 0 ? 'provider' : 'signedIn'
}

/**
 * Chooses the next operation: callers with registered nodes go before others, signed-in callers before strangers, and
 * each caller has a few places at most.
 */
export function createQueue(limits: QueueLimits): OperationQueue {
  const lines: Record<Kind, Waiting[]> = { provider: [], signedIn: [], anonymous: [] }
  const runningOf = createPlaces(limits.runningOf, limits.forNodes.running)
  const openOf = createPlaces(limits.openOf, limits.forNodes.open)
  const running: Record<Kind, number> = { provider: 0, signedIn: 0, anonymous: 0 }

  function hasRoom(kind: Kind): boolean {
    const others = running.signedIn + running.anonymous
    if (running.provider + others >= limits.running) return false
    if (kind !== 'provider' && others >= limits.runningOthers) return false
    return kind !== 'anonymous' || running.anonymous < limits.runningAnonymous
  }

  function run(waiting: Waiting, kind: Kind): void {
    running[kind]++
    runningOf.add(waiting, 1)
    waiting.admit(
      createPlace(
        () => {
          running[kind]--
          runningOf.add(waiting, -1)
          next()
        },
        () => openOf.add(waiting, -1),
      ),
    )
  }

  function next(): void {
    for (const kind of KINDS) {
      const line = lines[kind]
      for (let at = 0; at < line.length && hasRoom(kind); ) {
        const waiting = line[at]
        if (waiting && runningOf.hasRoom(waiting)) {
          line.splice(at, 1)
          run(waiting, kind)
        } else at++
      }
    }
  }

  return {
    enter(who) {
      const kind = kindOf(who)
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

/** A place whose ends are counted once each. */
function createPlace(onLeave: () => void, onSent: () => void): Place {
  let left = false
  let isSent = false
  return {
    leave() {
      if (left) return
      left = true
      onLeave()
    },
    sent() {
      if (isSent) return
      isSent = true
      onSent()
    },
  }
}

/** Counts operations of wallets, addresses and strangers. */
function createPlaces(most: Limits, forNodes: ForNodes) {
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
    hasRoom(who: Queuing): boolean {
      const ofWallet = most.wallet + Math.min(forNodes.most, Math.floor(who.nodes / forNodes.nodes))
      const mostOf = { wallet: ofWallet, address: Math.max(most.address, ofWallet), stranger: most.stranger }
      return namesOf(who).every(([kind, name]) => (counts[kind].get(name) ?? 0) < mostOf[kind])
    },
    add(who: Queuing, by: number): void {
      for (const [kind, name] of namesOf(who)) {
        const count = (counts[kind].get(name) ?? 0) + by
        if (count > 0) counts[kind].set(name, count)
        else counts[kind].delete(name)
      }
    },
  }
}
