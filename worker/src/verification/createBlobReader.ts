import { createHash } from 'node:crypto'
import { NotRetryableError, RetryableError } from '@aiigo/domain'

/** A blob that is larger than it may be. */
export class BlobTooLarge extends NotRetryableError {
  constructor(cid: string, limit: number) {
    super('BLOB_TOO_LARGE', `expected blob ${cid} to have at most ${limit} bytes, it has more`)
  }
}

export interface BlobReader {
  /**
   * The whole content.
   * @throws BlobTooLarge
   * @throws RetryableError `BLOB_MISSING` while the store does not have it or does not answer
   */
  read(cid: string, maxBytes: number): Promise<Uint8Array>
  /** SHA-256 (64 hex digits) and size, read as a stream; throws like `read`. */
  digest(cid: string, maxBytes: number): Promise<{ sha256: string; size: number }>
}

/** Reads the blob store by content id. */
export function createBlobReader(baseUrl: string, timeoutMs = 30_000): BlobReader {
  async function chunks(cid: string, maxBytes: number, onChunk: (chunk: Uint8Array) => void): Promise<number> {
    let size = 0
    try {
      const response = await fetch(new URL(`/ipfs/${encodeURIComponent(cid)}`, baseUrl), {
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok || !response.body) {
        await response.body?.cancel()
        throw new RetryableError(
          'BLOB_MISSING',
          `expected blob ${cid} in the store, it answers HTTP ${response.status}`,
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
        'BLOB_MISSING',
        `blob ${cid} could not be read: ${error instanceof Error ? error.message : error}`,
        { cause: error },
      )
    }
  }

  return {
    async read(cid, maxBytes) {
      const parts: Uint8Array[] = []
      await chunks(cid, maxBytes, (chunk) => parts.push(chunk))
      return Buffer.concat(parts)
    },
    async digest(cid, maxBytes) {
      const hash = createHash('sha256')
      const size = await chunks(cid, maxBytes, (chunk) => hash.update(chunk))
      return { sha256: hash.digest('hex'), size }
    },
  }
}
