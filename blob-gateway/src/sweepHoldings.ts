import type { Logger } from '@aiigo/service'
import type { BlobStore } from './blobStore.js'
import type { Holdings } from './holdings.js'

const BATCH = 500

/** Ends holdings whose time is over, and deletes the files that nobody holds any more. @param now Unix milliseconds. */
export async function sweepHoldings(holdings: Holdings, store: BlobStore, log: Logger, now: number): Promise<number> {
  const before = Math.floor(now / 1_000)
  let files = 0
  for (let ended = holdings.ended(before, BATCH); ended.length > 0; ended = holdings.ended(before, BATCH)) {
    for (const holding of ended) {
      // A job may have claimed it since.
      const isWanted = () => holdings.isHeldBeside(holding, before)
      await store.remove(holding.sha256, isWanted, () => {
        if (holdings.remove(holding, before)) files += 1
      })
    }
  }
  if (files > 0) log.info({ files }, 'deleted files whose time was over')
  return files
}
