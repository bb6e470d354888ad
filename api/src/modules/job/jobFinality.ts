import { memoize } from '@aiigo/domain'
import { readCursor, type Storage } from '@aiigo/storage'
import type { JobFinality, Job as JobType } from './job.type.js'

interface Deps {
  storage: Storage
  /** Blocks after which the end of a job is final. */
  confirmations: number
  now: () => number
}

const FRESH_MS = 500

/** How sure the end of a job is, by the block that off-chain data has taken in. */
export function createJobFinality({ storage, confirmations: required, now }: Deps) {
  const head = memoize(async () => (await readCursor(storage.fork(), 'subgraph'))?.block ?? 0, {
    freshMs: FRESH_MS,
    now,
  })
  return async ({ state, refunded, endedBlock, final }: JobType): Promise<JobFinality | null> => {
    if (!refunded && state !== 'PAID' && state !== 'REFUNDED') return null
    if (final) return { confirmations: required, required, final }
    const passed = endedBlock === null ? 0 : (await head()) - endedBlock
    return { confirmations: Math.min(Math.max(passed, 0), required), required, final }
  }
}
