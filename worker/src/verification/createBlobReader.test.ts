import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { serveBlobs } from '../testing/serveBlobs.js'
import { BlobMissing, BlobTooLarge, createBlobReader } from './createBlobReader.js'

const HOLDER = `0x${'a'.repeat(40)}`
const content = Buffer.alloc(300_000, 'x')
let store: Awaited<ReturnType<typeof serveBlobs>>
beforeAll(async () => {
  store = await serveBlobs(new Map([['big', content]]))
})
afterAll(() => store.close())

const reader = (url = store.url) => createBlobReader({ url, grants: store.grants, keepSeconds: 60 })

describe('the blob reader', () => {
  it('reads the whole, and digests as a stream', async () => {
    const blobs = reader()
    expect(Buffer.compare(Buffer.from(await blobs.read('big', content.length, HOLDER)), content)).toBe(0)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(await blobs.digest('big', content.length, HOLDER)).toEqual({ sha256, size: content.length })
  })

  it('stops at the limit', async () => {
    await expect(reader().digest('big', content.length - 1, HOLDER)).rejects.toThrow(BlobTooLarge)
  })

  it('may be asked again for what is not there, and while the store is away', async () => {
    await expect(reader().read('none', 9, HOLDER)).rejects.toThrow(BlobMissing)
    await expect(reader('http://127.0.0.1:9').read('big', 9, HOLDER)).rejects.toMatchObject({
      ...{ code: 'BLOB_STORE_FAILED', retryable: true },
    })
  })
})
