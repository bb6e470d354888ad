import { NotRetryableError } from '../errors.js'
import { SERVING } from './servingLimits.js'

/** Bytes of one digest. */
const DIGEST = 32

/** Number of chunks of a file. */
export const chunkCount = (size: number): number => Math.ceil(size / SERVING.chunkBytes)

/**
 * Bytes of one chunk of a file; the last one is shorter.
 * @example chunkSize(1_048_577, 1) // 1
 */
export const chunkSize = (size: number, index: number): number =>
  Math.max(0, Math.min(SERVING.chunkBytes, size - index * SERVING.chunkBytes))

/** SHA-256 of bytes. */
export type Digest = (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array

/**
 * The SHA-256 digests of a file's chunks, one after another. The SHA-256 of this list is in the job's specification, so
 * that a reader can check each chunk alone.
 */
export async function chunkListOf(chunks: AsyncIterable<Uint8Array>, sha256: Digest): Promise<Uint8Array> {
  const digests: Uint8Array[] = []
  for await (const chunk of chunks) digests.push(await sha256(chunk))
  const list = new Uint8Array(digests.length * DIGEST)
  for (const [index, digest] of digests.entries()) list.set(digest, index * DIGEST)
  return list
}

/** The chunks of a content that is in memory, or a file that is read part by part. */
export async function* chunksOf(content: Blob | Uint8Array): AsyncGenerator<Uint8Array> {
  const size = content instanceof Blob ? content.size : content.length
  for (let start = 0; start < size; start += SERVING.chunkBytes) {
    const end = start + SERVING.chunkBytes
    yield content instanceof Blob
      ? new Uint8Array(await content.slice(start, end).arrayBuffer())
      : content.subarray(start, end)
  }
}

/**
 * The digest of one chunk in a list.
 * @throws NotRetryableError `CHUNK_LIST` for a list of another length than the file's
 */
export function digestInList(list: Uint8Array, size: number, index: number): Uint8Array {
  const expected = chunkCount(size) * DIGEST
  if (list.length !== expected) {
    throw new NotRetryableError(
      'CHUNK_LIST',
      `expected a list of ${expected} bytes for a file of ${size}, got ${list.length}`,
    )
  }
  return list.subarray(index * DIGEST, (index + 1) * DIGEST)
}
