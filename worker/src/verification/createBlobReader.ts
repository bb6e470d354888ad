import { createHash } from 'node:crypto'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import type { FileGrants } from '@aiigo/service'

/** A blob that is larger than it may be. */
export class BlobTooLarge extends NotRetryableError {
  constructor(cid: string, limit: number) {
    super('BLOB_TOO_LARGE', `expected blob ${cid} to have at most ${limit} bytes, it has more`)
  }
}

/** A blob that the store does not have of the wallet that should have stored it. */
export class BlobMissing extends RetryableError {
  constructor(cid: string) {
    super('BLOB_MISSING', `expected blob ${cid} in the store, it answers HTTP 404`)
  }
}

/** Reads files that a wallet stored itself; a result that names the files of others is none. */
export interface BlobReader {
  /**
   * The whole content.
   * @param holder wallet that stored it
   * @throws BlobTooLarge
   * @throws BlobMissing while the store does not have it of this wallet
   * @throws RetryableError `BLOB_STORE_FAILED` while it does not answer
   */
  read(cid: string, maxBytes: number, holder: string): Promise<Uint8Array>
  /** SHA-256 (64 hex digits) and size, read as a stream; throws like `read`. */
  digest(cid: string, maxBytes: number, holder: string): Promise<{ sha256: string; size: number }>
}

export interface BlobReaderOptions {
  readonly url: string
  readonly grants: FileGrants
  /** How long what is read is kept from now on. Seconds. */
  readonly keepSeconds: number
  readonly timeoutMs?: number
}

const GRANT_SECONDS = 60

/** Reads the blob store by content id. */
export function createBlobReader({ url, grants, keepSeconds, timeoutMs = 30_000 }: BlobReaderOptions): BlobReader {
  async function chunks(
    { cid, maxBytes, holder }: { cid: string; maxBytes: number; holder: string },
    onChunk: (chunk: Uint8Array) => void,
  ): Promise<number> {
    let size = 0
    try {
      const keepUntil = Math.floor(Date.now() / 1_000) + keepSeconds
      const token = await grants.sign({ holder: holder.toLowerCase(), keepUntil }, GRANT_SECONDS)
      const response = await fetch(new URL(`/ipfs/${encodeURIComponent(cid)}`, url), {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok || !response.body) {
        await response.body?.cancel()
        if (response.status === 404) throw new BlobMissing(cid)
        throw new RetryableError(
          'BLOB_STORE_FAILED',
          `expected blob ${cid} from the store, it answers HTTP ${response.status}`,
        )
      }
      for await (const chunk of response.body) {
        size += chunk.byteLength
        if (size > maxBytes) throw new BlobTooLarge(cid, maxBytes)
        onChunk(chunk)
      }
      return size
    } catch (error) {
      if (error instanceof BlobTooLarge || error instanceof RetryableError) throw error
      throw new RetryableError(
        'BLOB_STORE_FAILED',
        `blob ${cid} could not be read: ${error instanceof Error ? error.message : error}`,
        { cause: error },
      )
    }
  }

  return {
    async read(cid, maxBytes, holder) {
      const parts: Uint8Array[] = []
      await chunks({ cid, maxBytes, holder }, (chunk) => parts.push(chunk))
      return Buffer.concat(parts)
    },
    async digest(cid, maxBytes, holder) {
      const hash = createHash('sha256')
      const size = await chunks({ cid, maxBytes, holder }, (chunk) => hash.update(chunk))
      return { sha256: hash.digest('hex'), size }
    },
  }
}
