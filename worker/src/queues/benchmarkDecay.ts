import { decayBenchmarks, inTransaction } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Rows of one transaction. */
const NODES_AT_ONCE = 2_000

/** Benchmarks count less with each day: writes it into the rows of nodes, so that match indexes read them again. */
export async function benchmarkDecay({ storage }: Pick<WorkerDeps, 'storage'>): Promise<void> {
  for (let changed = NODES_AT_ONCE; changed === NODES_AT_ONCE; ) {
    changed = await inTransaction(storage, (em) => decayBenchmarks(em, NODES_AT_ONCE))
  }
}
