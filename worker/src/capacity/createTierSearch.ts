import { type TierRequest, tiersFor } from '@aiigo/domain'
import { readCapacity, type Storage } from '@aiigo/storage'

type Count = Parameters<typeof tiersFor>[1]

export interface TierSearch {
  /**
   * Searches nodes tier by tier, as `tiersFor` orders them: a later tier is only looked at while the earlier ones gave too few. Nodes of
   * earlier tiers come first.
   * @param match finds nodes for the request; what it gets names the tiers of one look
   * @param k enough nodes
   */
  search<R extends TierRequest, N>(request: R, k: number, match: (request: R) => readonly N[]): N[]
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

/** How the worker chooses tiers: by the rules of the domain and the last count of capacity. */
export function createTierSearch({ storage, onError, now = Date.now }: Deps): TierSearch {
  let known: { count: Count; until: number } = { count: null, until: 0 }

  return {
    search(request, k, match) {
      const found: ReturnType<typeof match>[number][] = []
      for (const tiers of tiersFor(request, known.count)) {
        found.push(...match({ ...request, tiers }))
        if (found.length >= k) return found.slice(0, k)
      }
      return found
    },

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
