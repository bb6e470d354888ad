import { memoize, type Tier, type TierRequest, tiersFor } from '@aiigo/domain'
import type { Storage } from '../db/createStorage.js'
import { readCapacity } from './storeCapacity.js'

export interface TierLooks {
  /** The order in which a request looks at the tiers, by the last known count; see `tiersFor`. */
  looksOf(request: TierRequest): (readonly Tier[])[]
  /** Reads the last count when the known one is old. Never fails: without a count no request overflows. */
  refresh(): Promise<void>
}

interface Deps {
  storage: Storage
  onError: (error: unknown) => void
  /** Milliseconds since 1970. */
  now?: () => number
}

/** A count is made every half minute; it is read at most this often. */
const FRESH_MS = 10_000
/** An older count is ignored: the worker that makes it is down. */
const STALE_MS = 300_000

/**
 * How tiers are chosen, by the worker's searches and by previews of them: by the rules of the domain and the last count
 * of capacity.
 */
export function createTierLooks({ storage, onError, now = Date.now }: Deps): TierLooks {
  let known: Parameters<typeof tiersFor>[1] = null

  async function read(): Promise<void> {
    try {
      const count = await readCapacity(storage.fork())
      known = count && now() - count.asOf.getTime() < STALE_MS ? count : null
    } catch (error) {
      onError(error)
    }
  }

  return {
    looksOf: (request) => tiersFor(request, known),
    refresh: memoize(read, { freshMs: FRESH_MS, now }),
  }
}
