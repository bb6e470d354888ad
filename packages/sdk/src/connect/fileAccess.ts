import { type Client, FileGrantDocument, StoreGrantDocument } from '@aiigo/client'
import { sdkError } from '../errors.js'
import type { CallOptions } from './Connection.js'

/** Permissions to use the blob store, asked for when they are needed. */
export interface FileAccess {
  /** To store files in the wallet's name, and to read what it stored. */
  toStore(options?: CallOptions): Promise<string>
  /**
   * To read a job's files.
   * @param fresh covers what the job has by now; else a permission of some minutes ago may be used again
   * @throws NotRetryableError `FILES_UNAVAILABLE`
   */
  ofJob(jobId: string, options?: CallOptions & { readonly fresh?: boolean }): Promise<string>
}

interface Known {
  readonly token: string
  /** Unix milliseconds. */
  readonly until: number
}

/** A grant is not used in its last two minutes: a transfer begins with it. Milliseconds. */
const MARGIN_MS = 120_000
/** Jobs whose grants are remembered. */
const MAX_KNOWN = 100

/** Grants of a signed-in wallet, by its session or API key. They are remembered while they are good. */
export function createFileAccess(client: Client): FileAccess {
  let store: Known | null = null
  const ofJobs = new Map<string, Known>()
  const isGood = (known: Known | null | undefined): known is Known =>
    known !== null && known !== undefined && known.until - MARGIN_MS > client.now()

  return {
    async toStore(options = {}) {
      if (isGood(store)) return store.token
      const { storeGrant } = await client.execute(StoreGrantDocument, {}, options)
      store = { token: storeGrant.token, until: Date.parse(storeGrant.expiresAt) }
      return store.token
    },

    async ofJob(jobId, { fresh = false, ...options } = {}) {
      const known = ofJobs.get(jobId)
      if (!fresh && isGood(known)) return known.token
      const { fileGrant } = await client.execute(FileGrantDocument, { jobId }, options)
      if (!fileGrant) {
        throw sdkError(
          'FILES_UNAVAILABLE',
          `expected files of job ${jobId} that this wallet may read; they are its buyer's, its assigned node's and its panel's, until they are deleted`,
        )
      }
      if (ofJobs.size >= MAX_KNOWN) ofJobs.clear()
      ofJobs.set(jobId, { token: fileGrant.token, until: Date.parse(fileGrant.expiresAt) })
      return fileGrant.token
    },
  }
}
