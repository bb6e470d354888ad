import type { Deployment } from '@aiigo/chain'
import { kpisOf, type UsdOf } from '@aiigo/domain'
import { kpiFacts, type Storage } from '@aiigo/storage'
import type { MarketStats } from './stats.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  usdOf: UsdOf
  now: () => number
}

/** Anybody may ask, and the answer reads a month of history: it is worked out at most this often. */
const FRESH_MS = 60_000

export type StatsService = ReturnType<typeof createStatsService>

/** How the marketplace does. */
export function createStatsService({ storage, deployment, usdOf, now }: Deps) {
  const aiigo = deployment.addresses.AiigoToken.toLowerCase()
  let known: { stats: Promise<MarketStats>; until: number } | undefined

  async function read(): Promise<MarketStats> {
    const { asOf, ...facts } = await kpiFacts(storage.fork(), aiigo, new Date(now()))
    return { asOf, kpis: await kpisOf(facts, usdOf) }
  }

  return {
    marketStats(): Promise<MarketStats> {
      if (known && known.until > now()) return known.stats
      const stats = read()
      known = { stats, until: now() + FRESH_MS }
      // A failure is not remembered: the next caller asks again.
      stats.catch(() => {
        known = undefined
      })
      return stats
    },
  }
}
