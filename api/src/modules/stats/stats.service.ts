import type { Deployment } from '@aiigo/chain'
import { kpisOf, memoize, type UsdOf } from '@aiigo/domain'
import { kpiFacts, type Storage } from '@aiigo/storage'
import type { MarketStats } from './stats.type.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  usdOf: UsdOf
  now: () => number
}

/** The query needs no sign-in, and the answer reads a month of history: it is computed at most this often. */
const FRESH_MS = 60_000

export type StatsService = ReturnType<typeof createStatsService>

/** How the marketplace does. */
export function createStatsService({ storage, deployment, usdOf, now }: Deps) {
  const aiigo = deployment.addresses.AiigoToken.toLowerCase()

  async function read(): Promise<MarketStats> {
    const { asOf, ...facts } = await kpiFacts(storage.fork(), aiigo, new Date(now()))
    return { asOf, kpis: await kpisOf(facts, usdOf) }
  }

  return { marketStats: memoize(read, { freshMs: FRESH_MS, now }) }
}
