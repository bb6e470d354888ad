import { type Tier, type TierRequest, tiersFor } from '@aiigo/domain'
import type { Storage } from '../db/createStorage.js'
import { readCapacity } from './storeCapacity.js'

export interface TierLooks {
  /** In which order a request looks at the tiers, by the last count known; see `tiersFor`. */
  looksOf(request: TierRequest): (readonly Tier[])[]
  /** Takes in the last count when the one known is old; never fails: without one nothing overflows. */
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
/** A count this old says nothing any more: the worker that makes it is down. */
const STALE_MS = 300_000

/**
 * How tiers are chosen, by the worker's searches and by previews of them: by the rules of the domain and the last count
 * of capacity.
 */
export function createTierLooks({ storage, onError, now = Date.now }: Deps): TierLooks {
  let known: { count: Parameters<typeof tiersFor>[1]; until: number } = { count: null, until: 0 }

  return {
    looksOf: (request) => tiersFor(request, known.count),
    async refresh() {
      if (known.until > now()) return
      known = { count: known.count, until: now() + FRESH_MS }
      try {
        const count = await readCapacity(storage.fork())
        known.count = count && now() - count.asOf.getTime() < STALE_MS ? count : null
      } catch (error) {
        onError(error)
      }
    },
  }
}
