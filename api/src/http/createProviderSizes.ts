interface Options {
  /** Registered nodes of each provider, by wallet in lower case. */
  load: () => Promise<ReadonlyMap<string, number>>
  now: () => number
  onError: (error: unknown) => void
}

/** Counted again this often at most. */
const FRESH_MS = 60_000

/**
 * Registered nodes of wallets, as they were counted within the last minute. The answer never waits: a provider that is
 * not counted yet has the places of everybody.
 */
export function createProviderSizes({ load, now, onError }: Options): (wallet: string) => number {
  let sizes: ReadonlyMap<string, number> = new Map()
  let loadedAt = Number.NEGATIVE_INFINITY

  function renew(): void {
    loadedAt = now()
    load().then((loaded) => {
      sizes = loaded
    }, onError)
  }

  return (wallet) => {
    if (now() - loadedAt >= FRESH_MS) renew()
    return sizes.get(wallet) ?? 0
  }
}
