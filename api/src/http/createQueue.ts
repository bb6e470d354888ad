/** A caller's place among the queries that run. */
export interface Place {
  /** The query has been answered: the next one runs. */
  leave(): void
  /** The answer has gone out. */
  sent(): void
}

export interface QueryQueue {
  /** Waits for a place; null when too many wait already, or it took too long. */
  enter(who: { caller: string; isSignedIn: boolean }): Promise<Place | null>
}

/** Queries that run at once. More would only wait for each other inside the reader. */
const MAX_RUNNING = 8
/** Of them, strangers' queries. */
const MAX_RUNNING_ANONYMOUS = 4
/** Queries of one caller that run at once. */
const MAX_RUNNING_OF_CALLER = 4
/** Queries of one caller that wait, run or are being sent. */
const MAX_OPEN_OF_CALLER = 64
const MAX_WAITING = { signedIn: 500, anonymous: 100 }
const MAX_WAIT_MS = 5_000

interface Waiting {
  caller: string
  isSignedIn: boolean
  admit(place: Place | null): void
}

/** Chooses the next query: signed-in callers go before strangers, and each caller has a few places at most. */
export function createQueue(): QueryQueue {
  const lines = { signedIn: [] as Waiting[], anonymous: [] as Waiting[] }
  const runningOf = new Map<string, number>()
  const openOf = new Map<string, number>()
  let running = 0
  let runningAnonymous = 0

  function add(counts: Map<string, number>, caller: string, by: number): void {
    const count = (counts.get(caller) ?? 0) + by
    if (count > 0) counts.set(caller, count)
    else counts.delete(caller)
  }

  function run({ caller, isSignedIn, admit }: Waiting): void {
    running++
    if (!isSignedIn) runningAnonymous++
    add(runningOf, caller, 1)
    let left = false
    let isSent = false
    admit({
      leave() {
        if (left) return
        left = true
        running--
        if (!isSignedIn) runningAnonymous--
        add(runningOf, caller, -1)
        next()
      },
      sent() {
        if (isSent) return
        isSent = true
        add(openOf, caller, -1)
      },
    })
  }

  function next(): void {
    for (const [line, isSignedIn] of [
      [lines.signedIn, true],
      [lines.anonymous, false],
    ] as const) {
      for (let at = 0; at < line.length && running < MAX_RUNNING; ) {
        if (!isSignedIn && runningAnonymous >= MAX_RUNNING_ANONYMOUS) break
        const waiting = line[at]
        if (waiting && (runningOf.get(waiting.caller) ?? 0) < MAX_RUNNING_OF_CALLER) {
          line.splice(at, 1)
          run(waiting)
        } else at++
      }
    }
  }

  return {
    enter({ caller, isSignedIn }) {
      const line = isSignedIn ? lines.signedIn : lines.anonymous
      const isFull = line.length >= (isSignedIn ? MAX_WAITING.signedIn : MAX_WAITING.anonymous)
      if (isFull || (openOf.get(caller) ?? 0) >= MAX_OPEN_OF_CALLER) return Promise.resolve(null)
      add(openOf, caller, 1)
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          const at = line.indexOf(waiting)
          if (at === -1) return
          line.splice(at, 1)
          add(openOf, caller, -1)
          resolve(null)
        }, MAX_WAIT_MS)
        const waiting: Waiting = {
          caller,
          isSignedIn,
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
