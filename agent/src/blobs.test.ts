import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { isRetryable } from '@aiigo/sdk'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createBlobs } from './blobs.js'

const blob = { cid: `bafkrei${'a'.repeat(52)}`, sha256: 'ee'.repeat(32), size: 1 }
let status = 200
let body = ''
const server = createServer((_request, response) => response.writeHead(status).end(body))
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(() => new Promise((done) => server.close(done)))

const blobsOfServer = () =>
  createBlobs({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: { ofJob: async () => 'grant', toStore: async () => 'grant' },
    traffic: { meter: () => new PassThrough() },
  })

describe('a file that the store does not give', () => {
  test.each([
    [400, false],
    [403, false],
    [410, false],
    [401, true],
    [404, true],
    [429, true],
    [500, true],
    [503, true],
  ])('for HTTP %i is asked for again: %s', async (given, again) => {
    status = given
    const error = await blobsOfServer()
      .download('job', blob, '/dev/null', AbortSignal.timeout(5_000))
      .catch((e: unknown) => e)
    expect(isRetryable(error)).toBe(again)
  })
  test('may come yet when it is small and not known, by the same code as others', async () => {
    status = 404
    // As the gateway answers.
    body = JSON.stringify({ error: { code: 'BLOB_NOT_FOUND', message: 'expected a file that is stored' } })
    const reading = blobsOfServer().read('job', blob, 100, AbortSignal.timeout(5_000))
    await expect(reading).rejects.toMatchObject({ code: 'BLOB_MISSING', retryable: true })
  })
})
