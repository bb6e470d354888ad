import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { NetworkError } from './errors.js'

/** Content in the blob store. */
export interface StoredBlob {
  readonly cid: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** Content that is sent while it is made. Browsers send none over HTTP/1.1. */
export interface StreamedContent {
  readonly stream: ReadableStream<Uint8Array>
  /** Bytes of the whole. The store refuses at once what is too large. */
  readonly size: number
}

export interface BlobOptions {
  /** Makes the file readable by everyone; for small descriptions. */
  isPublic?: boolean
  fetch?: typeof fetch
  signal?: AbortSignal
}

/** The blob store refused: too large, not there, not signed in. */
export class BlobError extends NotRetryableError {}
/** The blob store failed: no room, or its own fault. */
export class BlobStoreFailure extends RetryableError {}

/**
 * Node's fetch keeps all that it sent in memory, for a redirect or a prompt of the page's window, unless it knows that
 * there is neither.
 */
const UNREPEATED = { redirect: 'error', window: null } as const

/**
 * Stores content. The same content gets the same id, so sending it again does no harm.
 * @param blobUrl `platform.blobUrl`; a redirect of it is not followed
 * @param content bytes; a Blob, which in Node can stand for a file (`openAsBlob`); or a stream, outside of browsers
 * @param token file grant that allows storing: `storeGrant` of the API
 * @throws BlobError | BlobStoreFailure | NetworkError
 */
export async function uploadBlob(
  blobUrl: string,
  token: string,
  content: Uint8Array | Blob | StreamedContent,
  { fetch: send = globalThis.fetch, signal, isPublic = false }: BlobOptions = {},
): Promise<StoredBlob> {
  const url = `${blobUrl.replace(/\/$/, '')}/blobs${isPublic ? '?visibility=public' : ''}`
  const streamed = 'stream' in content && !(content instanceof Blob) ? content : null
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }
  const response = await reach(url, () =>
    send(url, {
      method: 'PUT',
      headers: streamed ? { ...headers, 'content-length': String(streamed.size) } : headers,
      body: (streamed?.stream ?? content) as NonNullable<RequestInit['body']>,
      ...UNREPEATED,
      ...(streamed ? { duplex: 'half' } : {}),
      ...(signal ? { signal } : {}),
    }),
  )
  if (!response.ok) throw await refusal(response, url)
  const { cid, sha256, size } = (await response.json()) as StoredBlob
  return { cid, sha256, size }
}

/**
 * Fetches content, and checks it when its hash is given.
 * @param token file grant that covers it: `fileGrant` of the API
 * @param maxBytes more than this is not read, default 1 GiB
 * @throws BlobError `BLOB_MISMATCH` when the content has another hash, `BLOB_TOO_LARGE`, or what the store answered
 */
export async function downloadBlob(
  blobUrl: string,
  token: string,
  cid: string,
  options: Omit<BlobOptions, 'isPublic'> & { sha256?: string; maxBytes?: number } = {},
): Promise<Uint8Array> {
  const { fetch: send = globalThis.fetch, signal, sha256, maxBytes = 1_073_741_824 } = options
  const url = `${blobUrl.replace(/\/$/, '')}/ipfs/${encodeURIComponent(cid)}`
  const response = await reach(url, () =>
    send(url, { headers: { authorization: `Bearer ${token}` }, ...(signal ? { signal } : {}) }),
  )
  if (!response.ok) throw await refusal(response, url)
  const bytes = await reach(url, () => readAtMost(response, maxBytes, cid))
  if (sha256 !== undefined) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    if (found !== sha256.replace(/^0x/, '').toLowerCase()) {
      throw new BlobError('BLOB_MISMATCH', `expected ${cid} to have the SHA-256 ${sha256}, got ${found}; do not use it`)
    }
  }
  return bytes
}

async function reach<T>(url: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (cause instanceof NotRetryableError || (cause as Error).name === 'AbortError') throw cause
    throw new NetworkError(url, 'the connection failed', { cause })
  }
}

async function readAtMost(response: Response, maxBytes: number, cid: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  // By a reader: not every browser can iterate a stream.
  const reader = response.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const chunk: Uint8Array = read.value
    size += chunk.length
    if (size > maxBytes) {
      await reader?.cancel()
      throw new BlobError('BLOB_TOO_LARGE', `expected at most ${maxBytes} bytes of ${cid}, got more`)
    }
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

async function refusal(response: Response, url: string): Promise<Error> {
  const text = await response.text()
  let failure = { code: 'BLOB_STORE', message: `${url} answered HTTP ${response.status}: ${text.slice(0, 200)}` }
  try {
    failure = { ...failure, ...(JSON.parse(text) as { error?: typeof failure }).error }
  } catch {
    // Not from the store itself, a proxy perhaps; the text is in the message.
  }
  const Kind = response.status >= 500 || response.status === 429 ? BlobStoreFailure : BlobError
  return new Kind(failure.code, failure.message)
}
