export interface Batcher<T> {
  /** Adds an item to the next batch; resolves when its batch is done. The same item waiting twice is one. */
  add(item: T): Promise<void>
}

interface Waiting {
  promise: Promise<void>
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Gathers items while the batch before them is under way, as a database gathers commits: nobody waits for a timer, and the busier it
 * is the larger the batches are. When a batch fails each of its items is tried alone, so that only the bad one fails.
 */
export function createBatcher<T extends string>(
  work: (items: readonly T[]) => Promise<void>,
  { maxItems }: { maxItems: number },
): Batcher<T> {
  const waiting = new Map<T, Waiting>()
  let busy = false

  async function drain(): Promise<void> {
    busy = true
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, maxItems)
      for (const [item] of batch) waiting.delete(item)
      await run(batch)
    }
    busy = false
  }

  async function run(batch: readonly [T, Waiting][]): Promise<void> {
    try {
      await work(batch.map(([item]) => item))
      for (const [, { resolve }] of batch) resolve()
    } catch (error) {
      const [only] = batch
      if (batch.length === 1 && only) only[1].reject(error)
      else for (const one of batch) await run([one])
    }
  }

  return {
    add(item) {
      const known = waiting.get(item)
      if (known) return known.promise
      const made = Promise.withResolvers<void>()
      waiting.set(item, made)
      // After the items that are added in the same turn.
      if (!busy) {
        busy = true
        queueMicrotask(() => void drain())
      }
      return made.promise
    },
  }
}
