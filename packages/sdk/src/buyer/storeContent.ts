import { BlobError, type StoredBlob, uploadBlob } from '@aiigo/client'
import { createSha256, sealStream } from '@aiigo/sealing'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { sdkError } from '../errors.js'

type Content = Blob | Uint8Array
type ByteStream = ReadableStream<Uint8Array>

/** Bytes of content in memory that are handed on at once. */
const STEP = 65_536

function streamOf(content: Content): ByteStream {
  if (content instanceof Blob) return content.stream()
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at < content.length) controller.enqueue(content.subarray(at, at + STEP))
      at += STEP
      if (at >= content.length) controller.close()
    },
  })
}

/** Counts and hashes what passes. `failure` is the error of the source, which `fetch` hides. */
function measured(content: ByteStream) {
  const hash = createSha256()
  const measure = { size: 0, failure: null as unknown, sha256: () => hash.digest() }
  const reader = content.getReader()
  const stream: ByteStream = new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        measure.failure = error
        throw error
      })
      if (done) return controller.close()
      hash.update(value)
      measure.size += value.length
      controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { stream, measure }
}

/**
 * Whether `fetch` sends a stream to every server. Browsers refuse one over HTTP/1.1 or always, so they get a Blob. They
 * may keep it on disk.
 */
const sendsStreams = (): boolean => globalThis.process?.versions?.node !== undefined && !('document' in globalThis)

/**
 * Stores one file, and checks that the store names the bytes that were sent. Content is read, sealed, hashed and sent
 * piece by piece.
 * @param name The file's name in messages.
 * @param options `recipient`: the content is sealed to it; null stores it as it is
 * @throws NotRetryableError `BLOB_MISMATCH`; BlobError, with the file's name, when the store refuses it
 */
export async function storeContent(
  connection: Connection,
  content: Content,
  name: string,
  { recipient, ...call }: CallOptions & { readonly recipient: string | null },
): Promise<StoredBlob> {
  const blobUrl = await connection.blobUrl(call)
  const token = await connection.files.toStore(call)
  const plainSize = content instanceof Blob ? content.size : content.length
  const plain = streamOf(content)
  const sealed = recipient === null ? null : await sealStream(plain, recipient)
  const { stream, measure } = measured(sealed ?? plain)
  const size = sealed ? sealed.size(plainSize) : plainSize
  const body = sendsStreams()
    ? { stream, size }
    : await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
  const stored = await uploadBlob(blobUrl, token, body, call).catch((error: unknown) => {
    if (measure.failure) throw measure.failure
    // The store's own limit may be lower than a job file's, and it does not know which file this was.
    if (error instanceof BlobError) throw new BlobError(error.code, `${name}: ${error.message}`, { cause: error })
    throw error
  })
  const digest = measure.sha256()
  if (stored.sha256 === digest && stored.size === measure.size) return stored
  throw sdkError(
    'BLOB_MISMATCH',
    `expected ${name} to be stored as ${measure.size} bytes with SHA-256 ${digest}, the store says ${stored.size} with ${stored.sha256}`,
  )
}
