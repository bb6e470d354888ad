import type { ServedFile, ServingPlace } from '@aiigo/domain'

/** A part of a file that was compared with its hash. */
export interface ReadChunk {
  /** Of its first byte in the file. */
  readonly start: number
  readonly bytes: Uint8Array
}

/** Options of reading a file. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /**
   * First byte to fetch, at the beginning of a chunk: the file has the chunks before. Default: 0.
   */
  readonly from?: number | undefined
}

/** Reads the files that a job serves, and signs for the bytes that came. */
export interface Reader {
  readonly place: ServingPlace
  /** Bytes that this key has signed for in all, also before this process. Known after the first read. */
  readonly bytesPaid: bigint
  /** Bytes that this reader has fetched and checked. */
  readonly bytesRead: bigint
  /**
   * The file of a name or a content id.
   * @throws NotRetryableError `NO_SUCH_FILE`
   */
  file(name: string): ServedFile
  /**
   * Reads a file chunk by chunk. Each chunk is compared with its hash and then signed for. A cut connection is opened
   * again and goes on where it was cut.
   * @throws NotRetryableError `CHUNK_MISMATCH` for other bytes, which are not signed for; the node's refusals by their
   * code: `NOT_A_READER`, `USED_UP`, `NOT_SERVED`
   * @throws RetryableError `NODE_UNREACHABLE` after several tries
   */
  read(name: string, options?: ReadOptions): AsyncGenerator<ReadChunk>
  /** Reads a whole file into memory. */
  readAll(name: string, options?: Pick<ReadOptions, 'signal'>): Promise<Uint8Array>
}
