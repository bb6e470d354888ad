import { setTimeout as sleep } from 'node:timers/promises'
import { withoutLogContext } from '@aiigo/service'

export interface Batcher<T> {
  /** Adds an item to the next batch; resolves when it is done. The same item waiting twice is one. */
  add(item: T): Promise<void>
}

export interface BatcherOptions {
  maxItems: number
  /** Batches that an item is in at most. */
  maxRounds: number
  /** Rest before a batch of nothing but items that come again, milliseconds. */
  restMs: number
}

interface Waiting {
  promise: Promise<void>
  resolve: () => void
  reject: (error: unknown) => void
  rounds: number
}

/**
 * Gathers items while the batch before them is under way, as a database gathers commits: no item waits for a timer, and
 * the busier it is the larger the batches are. When a batch fails each of its items is tried alone, so that only the
 * bad one fails.
 * @param work does a batch; @returns the items that should come again in the next one
 */
export function createBatcher<T extends string>(
  work: (items: readonly T[], roundOf: (item: T) => number) => Promise<Iterable<T>>,
  { maxItems, maxRounds, restMs }: BatcherOptions,
): Batcher<T> {
  const waiting = new Map<T, Waiting>()
  let busy = false

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const batch = new Map([...waiting].slice(0, maxItems))
      if ([...batch.values()].every(({ rounds }) => rounds > 0)) await sleep(restMs * Math.random())
      for (const item of batch.keys()) waiting.delete(item)
      await run(batch)
    }
    busy = false
  }

  async function run(batch: ReadonlyMap<T, Waiting>): Promise<void> {
    for (const one of batch.values()) one.rounds++
    try {
      const again = new Set(await work([...batch.keys()], (item) => batch.get(item)?.rounds ?? 1))
      for (const [item, one] of batch) {
        // Asked for anew meanwhile: that search is as good.
        if (again.has(item) && one.rounds < maxRounds && !waiting.has(item)) waiting.set(item, one)
        else one.resolve()
      }
    } catch (error) {
      if (batch.size === 1) for (const { reject } of batch.values()) reject(error)
      else for (const [item, one] of batch) await run(new Map([[item, one]]))
    }
  }

  return {
    add(item) {
      const known = waiting.get(item)
      if (known) return known.promise
      const made = deferred()
      waiting.set(item, made)
      if (!busy) {
        busy = true
        // After the items that are added in the same turn.
        withoutLogContext(() => queueMicrotask(() => void drain()))
      }
      return made.promise
    },
  }
}

function deferred(): Waiting {
  let resolve: Waiting['resolve'] = () => undefined
  let reject: Waiting['reject'] = () => undefined
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil
    reject = refuse
  })
  return { promise, resolve, reject, rounds: 0 }
}
