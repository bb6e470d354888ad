import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createHealth, createLogger } from '@aiigo/service'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { createBlobStore, type StoredBlob } from './blobStore.js'
import { createGateway } from './createGateway.js'

const SECRET = 'a secret that is long enough for this test'
const MAX = 100_000
const WALLET = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
let folder: string
let server: Server
let url: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-blobs-'))
  const store = await createBlobStore({ folder, maxBytes: MAX })
  const log = createLogger({ name: 'test', level: 'silent' })
  server = createServer(createGateway({ store, health: createHealth(), log, secret: SECRET, maxBytes: MAX }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

function token({ issuer = 'aiigo-api', audience = 'aiigo', subject = WALLET, secret = SECRET, expires = '5m' } = {}) {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret))
}

async function put(content: Uint8Array, bearer?: string) {
  const authorization = `Bearer ${bearer ?? (await token())}`
  return fetch(`${url}/blobs`, { method: 'PUT', body: Buffer.from(content), headers: { authorization } })
}

/** Resolves when so many uploads are kept half. */
async function filesIncoming(count: number): Promise<void> {
  for (let tries = 0; (await readdir(join(folder, 'incoming'))).length !== count; tries++) {
    if (tries > 500) throw new Error(`expected ${count} files of uploads within 10 s`)
    await sleep(20)
  }
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}

describe('PUT /blobs', () => {
  test('stores content under the id of its SHA-256 and gives it back', async () => {
    const content = randomBytes(50_000)
    const response = await put(content)
    expect(response.status).toBe(201)
    const blob = (await response.json()) as StoredBlob
    expect(blob.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    expect(blob.size).toBe(50_000)
    expect(blob.cid).toMatch(/^bafkrei[a-z2-7]{52}$/)
    const read = await fetch(`${url}/ipfs/${blob.cid}`)
    expect(Buffer.from(await read.arrayBuffer()).equals(content)).toBe(true)
  })

  test('agrees with IPFS on the id of known content', async () => {
    const blob = (await (await put(new TextEncoder().encode('hello world'))).json()) as StoredBlob
    // base32 of 0x01 0x55 0x12 0x20 and the SHA-256, what `ipfs add --cid-version 1 --raw-leaves` prints
    expect(blob.cid).toBe('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e')
  })

  test('takes the same content twice', async () => {
    const content = randomBytes(100)
    const [first, second] = await Promise.all([put(content), put(content)])
    expect(await first.json()).toEqual(await second.json())
  })

  test('refuses content over the limit and leaves nothing behind', async () => {
    const response = await put(randomBytes(MAX + 1))
    expect(response.status).toBe(413)
    expect(await codeOf(response)).toBe('BLOB_TOO_LARGE')
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
  })

  test('refuses a stream of unknown length once it passes the limit', async () => {
    const authorization = `Bearer ${await token()}`
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(`${url}/blobs`, { method: 'PUT', headers: { authorization } }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      request.on('error', reject)
      request.write(randomBytes(MAX))
      request.write(randomBytes(MAX))
      request.end()
    })
    expect(status).toBe(413)
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
  })

  test('forgets an upload that is cut off', async () => {
    const authorization = `Bearer ${await token()}`
    const headers = { authorization, 'content-length': '1000' }
    // A connection of its own: one that is left from a refused upload ends by itself.
    const request = httpRequest(`${url}/blobs`, { method: 'PUT', headers, agent: false })
    const failure = once(request, 'error')
    request.write(randomBytes(10))
    await filesIncoming(1)
    request.destroy(new Error('cut off'))
    expect(await failure).toEqual([new Error('cut off')])
    await filesIncoming(0)
  })

  test.each([
    ['no header', async () => fetch(`${url}/blobs`, { method: 'PUT', body: 'x' }), 'no Authorization header'],
    ['another secret', async () => put(randomBytes(1), await token({ secret: 'b'.repeat(40) })), 'signature'],
    ['another issuer', async () => put(randomBytes(1), await token({ issuer: 'somebody' })), '"iss"'],
    ['another audience', async () => put(randomBytes(1), await token({ audience: 'other' })), '"aud"'],
    ['no wallet', async () => put(randomBytes(1), await token({ subject: 'alice' })), 'no wallet address'],
    ['an old token', async () => put(randomBytes(1), await token({ expires: '-1m' })), 'has expired'],
  ])('answers 401 to %s and says why', async (_, upload, reason) => {
    const response = await upload()
    expect(response.status).toBe(401)
    expect(await response.text()).toContain(reason.replaceAll('"', '\\"'))
  })
})

describe('GET /ipfs/:cid', () => {
  let content: Buffer
  let blob: StoredBlob
  beforeAll(async () => {
    content = randomBytes(1000)
    blob = (await (await put(content)).json()) as StoredBlob
  })

  test('may be kept for ever and is not sent again to who has it', async () => {
    const response = await fetch(`${url}/ipfs/${blob.cid}`)
    await response.arrayBuffer()
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const again = await fetch(`${url}/ipfs/${blob.cid}`, { headers: { 'if-none-match': `"${blob.cid}"` } })
    expect(again.status).toBe(304)
  })

  test('answers ranges', async () => {
    const part = await fetch(`${url}/ipfs/${blob.cid}`, { headers: { range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 10-19/1000')
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(10, 20))).toBe(true)
    const outside = await fetch(`${url}/ipfs/${blob.cid}`, { headers: { range: 'bytes=2000-' } })
    expect(outside.status).toBe(416)
    expect(await codeOf(outside)).toBe('RANGE_NOT_SATISFIABLE')
  })

  test('HEAD gives the length without content', async () => {
    const response = await fetch(`${url}/ipfs/${blob.cid}`, { method: 'HEAD' })
    expect(response.headers.get('content-length')).toBe('1000')
    expect(await response.text()).toBe('')
  })

  test('says what was expected for an unknown, a foreign and a malformed id', async () => {
    const unknown = await fetch(`${url}/ipfs/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku`)
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'BLOB_NOT_FOUND'])
    expect(unknown.headers.get('cache-control')).toBeNull()
    const foreign = await fetch(`${url}/ipfs/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG`)
    expect([foreign.status, await codeOf(foreign)]).toEqual([400, 'INVALID_CID'])
    const malformed = await fetch(`${url}/ipfs/..%2f..%2fetc%2fpasswd`)
    expect([malformed.status, await codeOf(malformed)]).toEqual([400, 'INVALID_CID'])
  })

  test('does not serve a file that lost bytes, until it is uploaded again', async () => {
    const damaged = (await (await put(randomBytes(500))).json()) as StoredBlob
    await truncate(join(folder, 'blobs', damaged.sha256.slice(0, 2), damaged.sha256), 499)
    const response = await fetch(`${url}/ipfs/${damaged.cid}`)
    expect([response.status, await codeOf(response)]).toEqual([500, 'BLOB_DAMAGED'])
  })

  test('serves what is inside an id, and the empty folder that IPFS clients probe with', async () => {
    expect(await (await fetch(`${url}/ipfs/bafkqaaa`)).text()).toBe('')
    const probe = await fetch(`${url}/ipfs/QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn`, { method: 'HEAD' })
    expect(probe.status).toBe(200)
  })

  test('answers the RPC calls of graph-node', async () => {
    expect((await fetch(`${url}/api/v0/version`, { method: 'POST' })).status).toBe(200)
    const cat = await fetch(`${url}/api/v0/cat?arg=/ipfs/${blob.cid}`, { method: 'POST' })
    expect(Buffer.from(await cat.arrayBuffer()).equals(content)).toBe(true)
  })
})

test('other paths name the ones there are', async () => {
  const response = await fetch(`${url}/blobs/x`, { method: 'DELETE' })
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('PUT /blobs')
})
