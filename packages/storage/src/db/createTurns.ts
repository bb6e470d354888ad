import type { Storage } from './createStorage.js'

export interface TurnsOptions<Batch> {
  make(): Batch
  /** Called once for each batch, after everybody who asked in its turn; must not throw. */
  run(storage: Storage, batch: Batch): void
}

/**
 * Gathers what is asked for in one turn of the event loop, so that many callers share a statement or a transaction. A
 * batch is run in the next turn: after the last of its callers has asked, so nobody gets an answer of before.
 * @returns the open batch, which the caller adds to, or a new one where the open one does not fit
 */
export function createTurns<Batch extends object>({ make, run }: TurnsOptions<Batch>) {
  const open = new WeakMap<Storage, Batch>()
  return function batchFor(storage: Storage, fits: (batch: Batch) => boolean): Batch {
    const present = open.get(storage)
    if (present && fits(present)) return present
    const batch = make()
    open.set(storage, batch)
    setImmediate(() => {
      if (open.get(storage) === batch) open.delete(storage)
      run(storage, batch)
    })
    return batch
  }
}
