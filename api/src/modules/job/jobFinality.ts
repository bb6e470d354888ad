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

/** Whether the chain has a part in the end of a job, which it may take back until the job is final. */
export const endsOnChain = ({ state, refunded }: Pick<JobType, 'state' | 'refunded'>): boolean =>
  refunded || state === 'PAID' || state === 'REFUNDED'

/** How sure the end of a job is, by the block that off-chain data has taken in. */
export function createJobFinality({ storage, confirmations: required, now }: Deps) {
  const head = memoize(async () => (await readCursor(storage.fork(), 'subgraph'))?.block ?? 0, {
    freshMs: FRESH_MS,
    now,
  })
  return async (job: JobType): Promise<JobFinality | null> => {
    if (!endsOnChain(job)) return null
    const { endedBlock, final } = job
    if (final) return { confirmations: required, required, final }
    const passed = endedBlock === null ? 0 : (await head()) - endedBlock
    return { confirmations: Math.min(Math.max(passed, 0), required), required, final }
  }
}
