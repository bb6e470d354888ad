import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { BlobError, BlobStoreFailure, downloadBlob, uploadBlob } from './blobs.js'
import { NetworkError } from './errors.js'
import { browserFetch } from './testing/browserFetch.js'

const content = new TextEncoder().encode('some bytes')
const sha256 = createHash('sha256').update(content).digest('hex')
const stored = { cid: 'b', sha256, size: content.length }

test('uploads bytes and Blobs with a fetch that a browser would accept', async () => {
  const { fetch, requests } = browserFetch(() => Response.json({ ...stored, more: 1 }))
  for (const body of [content, new Blob([content])]) {
    expect(await uploadBlob('http://store/', 'token', body, { fetch })).toEqual(stored)
  }
  expect(requests.map(({ url, init }) => [url, init?.method, init?.body])).toEqual([
    ['http://store/blobs', 'PUT', content],
    ['http://store/blobs', 'PUT', new Blob([content])],
  ])
  expect(requests[0]?.init?.headers).toMatchObject({ authorization: 'Bearer token' })
})

test('sends a stream of which nothing stays in memory', async () => {
  const program = fileURLToPath(new URL('../dist/testing/uploadMemory.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program])
  const { size, most } = JSON.parse(stdout)
  expect(size).toBe(128 * 1_048_576)
  expect(most).toBeLessThan(0.3 * size)
}, 90_000)

test('downloads and checks the hash, without what only Node can do with a stream', async () => {
  const { fetch } = browserFetch(() => {
    const response = new Response(new Blob([content]).stream())
    // Safari's streams cannot be iterated.
    Object.defineProperty(response.body, Symbol.asyncIterator, { value: undefined })
    return response
  })
  expect(await downloadBlob('http://store', 'token', 'b', { fetch, sha256 })).toEqual(content)
  expect(await downloadBlob('http://store', 'token', 'b', { fetch, sha256: `0x${sha256.toUpperCase()}` })).toEqual(
    content,
  )
  const other = downloadBlob('http://store', 'token', 'b', { fetch, sha256: '00'.repeat(32) })
  await expect(other).rejects.toMatchObject({ code: 'BLOB_MISMATCH', retryable: false })
})

test('stops reading where the content is larger than was said', async () => {
  let cancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(content),
    cancel: () => {
      cancelled = true
    },
  })
  const { fetch } = browserFetch(() => new Response(endless))
  const reading = downloadBlob('http://store', 'token', 'b', { fetch, maxBytes: 1_000 })
  await expect(reading).rejects.toMatchObject({ code: 'BLOB_TOO_LARGE' })
  expect(cancelled).toBe(true)
})

test.each([
  [413, { error: { code: 'BLOB_TOO_LARGE', message: 'too large' } }, BlobError, 'BLOB_TOO_LARGE'],
  [507, { error: { code: 'NO_ROOM', message: 'full' } }, BlobStoreFailure, 'NO_ROOM'],
  [502, 'a proxy', BlobStoreFailure, 'BLOB_STORE'],
])('an answer of HTTP %i is an error with its code', async (status, body, kind, code) => {
  const { fetch } = browserFetch(() => Response.json(body, { status }))
  const failure = await uploadBlob('http://store', 'token', content, { fetch }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(kind)
  expect(failure).toMatchObject({ code })
})

test('a lost connection is a NetworkError; what its caller stops is not', async () => {
  const lost = browserFetch(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(downloadBlob('http://store', 'token', 'b', lost)).rejects.toBeInstanceOf(NetworkError)
  const stopped = browserFetch((_, init) => Promise.reject(init?.signal?.reason))
  const signal = AbortSignal.abort()
  await expect(downloadBlob('http://store', 'token', 'b', { ...stopped, signal })).rejects.toMatchObject({
    name: 'AbortError',
  })
})
