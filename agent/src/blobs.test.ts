import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { isRetryable } from '@aiigo/sdk'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createBlobs } from './blobs.js'

const blob = { cid: `bafkrei${'a'.repeat(52)}`, sha256: 'ee'.repeat(32), size: 1 }
let status = 200
const server = createServer((_request, response) => response.writeHead(status).end())
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(() => new Promise((done) => server.close(done)))

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
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const blobs = createBlobs({
      url,
      files: { ofJob: async () => 'grant', toStore: async () => 'grant' },
      traffic: { meter: () => new PassThrough() },
    })
    const error = await blobs.download('job', blob, '/dev/null', AbortSignal.timeout(5_000)).catch((e: unknown) => e)
    expect(isRetryable(error)).toBe(again)
  })
})
