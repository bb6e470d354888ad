import type { Logger } from '@aiigo/service'
import type { BlobStore } from './blobStore.js'
import type { Holdings } from './holdings.js'

const BATCH = 500

/** Ends holdings whose time is over, and deletes the files that nobody holds any more. @param now Unix milliseconds. */
export async function sweepHoldings(holdings: Holdings, store: BlobStore, log: Logger, now: number): Promise<number> {
  const ended = holdings.ended(Math.floor(now / 1_000), BATCH)
  for (const holding of ended) {
    holdings.remove(holding)
    await store.remove(holding.sha256, () => holdings.isHeld(holding.sha256))
  }
  if (ended.length > 0) log.info({ files: ended.length }, 'deleted files whose time was over')
  return ended.length
}
