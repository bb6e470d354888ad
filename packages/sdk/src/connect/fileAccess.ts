import { type Client, FileGrantDocument, StoreGrantDocument } from '@aiigo/client'
import { sdkError } from '../errors.js'
import type { CallOptions } from './Connection.js'

/** Permissions to use the blob store, asked for when they are needed. */
export interface FileAccess {
  /** To store files in the wallet's name, and to read what it stored. */
  toStore(options?: CallOptions): Promise<string>
  /**
   * To read a job's files.
   * @param cid the file that is wanted: a job can have more than one permission names
   * @param fresh covers what the job has by now; else a permission of some minutes ago may be used again
   * @throws NotRetryableError `FILES_UNAVAILABLE`
   */
  ofJob(jobId: string, options?: CallOptions & { readonly fresh?: boolean; readonly cid?: string }): Promise<string>
}

interface Known {
  readonly token: string
  /** Unix milliseconds. */
  readonly until: number
  /** Whether it covers all files of its job. */
  readonly isComplete: boolean
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
      store = { token: storeGrant.token, until: Date.parse(storeGrant.expiresAt), isComplete: true }
      return store.token
    },

    async ofJob(jobId, { fresh = false, cid, ...options } = {}) {
      const known = ofJobs.get(jobId)
      if (!fresh && isGood(known) && (known.isComplete || cid === undefined)) return known.token
      // Of a job with very many files each is asked for alone, once it is known to be one.
      const single = !fresh && isGood(known) ? cid : undefined
      const { fileGrant } = await client.execute(FileGrantDocument, { jobId, cid: single ?? null }, options)
      if (!fileGrant) {
        throw sdkError(
          'FILES_UNAVAILABLE',
          `expected files of job ${jobId} that this wallet may read; they are its buyer's, its assigned node's and its panel's, until they are deleted`,
        )
      }
      const { token, isComplete } = fileGrant
      if (single !== undefined) return token
      if (ofJobs.size >= MAX_KNOWN) ofJobs.clear()
      ofJobs.set(jobId, { token, until: Date.parse(fileGrant.expiresAt), isComplete })
      // The manifest is always among the files that are covered; a fresh permission is asked for to read it.
      return isComplete || cid === undefined || fresh ? token : this.ofJob(jobId, { ...options, cid })
    },
  }
}
