import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFileGrants, createHealth, createLogger, createMetrics, type FileGrant } from '@aiigo/service'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type BlobStore, createBlobStore, type StoredBlob } from './blobStore.js'
import { createGateway } from './createGateway.js'
import { type Holdings, openHoldings } from './holdings.js'
import { sweepHoldings } from './sweepHoldings.js'

const SECRET = 'a secret that is long enough for this test'
const MAX = 100_000
const ALICE = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
const BOB = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc'
const UNCLAIMED = 3_600
const ROOM = { maxBytes: 10_000_000, maxFiles: 100 }
const grants = createFileGrants(SECRET)
/** The log of the gateway; errors of its own are none that a test expects. */
const log = createLogger({ name: 'test', level: 'silent' })
let folder: string
let server: Server
let url: string
let store: BlobStore
let holdings: Holdings
/** Unix milliseconds, for the gateway. */
const now = Date.now()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-blobs-'))
  store = await createBlobStore({ folder, maxBytes: MAX })
  holdings = openHoldings(folder)
  server = createServer(
    createGateway({
      ...{ store, holdings, health: createHealth(), metrics: createMetrics({ runtime: false }), log, grants },
      ...{ maxBytes: MAX, unclaimedSeconds: UNCLAIMED, uploadsPerMinute: 1_000, now: () => now },
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  holdings.close()
  await rm(folder, { recursive: true, force: true })
})

const sign = (grant: Partial<FileGrant> = {}, seconds = 300) => grants.sign({ holder: ALICE, ...grant }, seconds)
const token = () => sign({ store: ROOM })

async function put(content: Uint8Array, bearer?: string, query = '') {
  const authorization = `Bearer ${bearer ?? (await token())}`
  return fetch(`${url}/blobs${query}`, { method: 'PUT', body: Buffer.from(content), headers: { authorization } })
}

const stored = async (content: Uint8Array, bearer?: string) => (await (await put(content, bearer)).json()) as StoredBlob

/** Reads as Alice, or with another grant. */
async function read(cid: string, { headers = {}, method = 'GET' }: RequestInit = {}, bearer?: string) {
  const authorization = `Bearer ${bearer ?? (await sign())}`
  return fetch(`${url}/ipfs/${cid}`, { method, headers: { ...headers, authorization } as Record<string, string> })
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
    const back = await read(blob.cid)
    expect(Buffer.from(await back.arrayBuffer()).equals(content)).toBe(true)
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
    ['no grant', async () => fetch(`${url}/blobs`, { method: 'PUT', body: 'x' }), 401, 'there is none'],
    ['another form', async () => put(randomBytes(1), 'a b'), 401, 'another form'],
    [
      'another secret',
      async () => put(randomBytes(1), await createFileGrants('b'.repeat(40)).sign({ holder: ALICE, store: ROOM }, 60)),
      401,
      'signature',
    ],
    ['no wallet', async () => put(randomBytes(1), await sign({ holder: 'alice', store: ROOM })), 401, 'no wallet'],
    ['an old grant', async () => put(randomBytes(1), await sign({ store: ROOM }, -60)), 401, 'has expired'],
    [
      'a grant to read',
      async () => put(randomBytes(1), await sign({ read: { [ALICE]: ['x'] } })),
      403,
      'for storing files',
    ],
  ])('refuses %s and says why', async (_, upload, status, reason) => {
    const response = await upload()
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(reason)
  })

  test('keeps a wallet within its files and bytes, and counts the same content once', async () => {
    const holder = `0x${'c'.repeat(40)}`
    const small = await sign({ holder, store: { maxBytes: 1_000, maxFiles: 2 } })
    const content = randomBytes(600)
    expect((await put(content, small)).status).toBe(201)
    expect((await put(content, small)).status).toBe(201)
    const heavy = await put(randomBytes(600), small)
    expect([heavy.status, await codeOf(heavy)]).toEqual([413, 'QUOTA_EXCEEDED'])
    expect((await put(randomBytes(10), small)).status).toBe(201)
    const third = await put(randomBytes(10), small)
    expect([third.status, await codeOf(third)]).toEqual([413, 'QUOTA_EXCEEDED'])
    expect(holdings.of(holder)).toEqual({ files: 2, bytes: 610 })
  })

  test('a refused upload does not hold up the next request of its connection', async () => {
    const authorization = `Bearer ${await token()}`
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(randomBytes(MAX)),
    })
    const upload = { method: 'PUT', headers: { authorization }, body: endless, duplex: 'half' } as RequestInit
    const refused = await fetch(`${url}/blobs`, upload)
    // A client that sent its next request on this connection would wait until the gateway cuts the upload off.
    expect([refused.status, refused.headers.get('connection')]).toEqual([413, 'close'])
    expect((await put(randomBytes(10))).status).toBe(201)
  })

  test('a browser of another origin may upload', async () => {
    const headers = { origin: 'https://portal.example', 'access-control-request-method': 'PUT' }
    const preflight = await fetch(`${url}/blobs`, { method: 'OPTIONS', headers })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  })
})

describe('who reads a file', () => {
  test('its holder does, a grant that names it does, nobody else does', async () => {
    const { cid } = await stored(randomBytes(100))
    const bob = await sign({ holder: BOB })
    const granted = await sign({ holder: BOB, read: { [ALICE]: [cid] } })
    expect((await read(cid)).status).toBe(200)
    expect((await read(cid, {}, granted)).status).toBe(200)
    // A grant for a file as somebody else's, who does not hold it.
    expect((await read(cid, {}, await sign({ holder: BOB, read: { [BOB]: [cid] } }))).status).toBe(404)
    expect((await read(cid, {}, bob)).status).toBe(404)
    expect((await read(cid, { method: 'HEAD' }, bob)).status).toBe(404)
    expect((await fetch(`${url}/ipfs/${cid}`)).status).toBe(401)
    expect((await fetch(`${url}/ipfs/${cid}?grant=${granted}`)).status).toBe(200)
    expect((await fetch(`${url}/ipfs/${cid}?grant=${bob}`)).status).toBe(404)
    expect((await fetch(`${url}/api/v0/cat?arg=/ipfs/${cid}`, { method: 'POST' })).status).toBe(401)
  })

  test('a stranger cannot tell a private file from none', async () => {
    const { cid } = await stored(randomBytes(100))
    const none = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'
    const bob = await sign({ holder: BOB })
    const answers = []
    for (const [id, init] of [[cid, { headers: { 'if-none-match': `"${cid}"` } }] as const, [none, {}] as const]) {
      const response = await read(id, init, bob)
      answers.push([response.status, (await response.text()).replaceAll(id, 'CID'), [...response.headers.keys()]])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  test('a private file is kept by no cache', async () => {
    const { cid } = await stored(randomBytes(100))
    const response = await read(cid)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('published ones are read by everyone, and are small', async () => {
    const content = randomBytes(1_000)
    const response = await put(content, undefined, '?visibility=public')
    const { cid } = (await response.json()) as StoredBlob
    const open = await fetch(`${url}/ipfs/${cid}`)
    expect(open.headers.get('cache-control')).toContain('immutable')
    expect(Buffer.from(await open.arrayBuffer()).equals(content)).toBe(true)
    const cat = await fetch(`${url}/api/v0/cat?arg=/ipfs/${cid}`, { method: 'POST' })
    expect(Buffer.from(await cat.arrayBuffer()).equals(content)).toBe(true)
    expect((await put(randomBytes(70_000), undefined, '?visibility=public')).status).toBe(413)
  })
})

describe('how long a file is kept', () => {
  const later = (seconds: number) => sweepHoldings(holdings, store, log, now + seconds * 1_000)

  test('a day when no job names it; as long as the platform says when one does', async () => {
    const [unclaimed, claimed] = [await stored(randomBytes(50)), await stored(randomBytes(50))]
    const keepUntil = Math.floor(now / 1_000) + 10 * UNCLAIMED
    expect((await read(claimed.cid, { method: 'HEAD' }, await sign({ keepUntil }))).status).toBe(200)
    await later(UNCLAIMED + 10)
    expect((await read(unclaimed.cid)).status).toBe(404)
    expect((await read(claimed.cid)).status).toBe(200)
    await later(10 * UNCLAIMED + 10)
    expect((await read(claimed.cid)).status).toBe(404)
    expect(await store.find(claimed.sha256)).toBeUndefined()
  })

  test('as long as anybody holds it', async () => {
    const content = randomBytes(50)
    const { cid } = await stored(content)
    await stored(content, await sign({ holder: BOB, store: ROOM }))
    const forget = async (holder: string) => read(cid, { method: 'DELETE' }, await sign({ holder, forget: true }))
    expect((await read(cid, { method: 'DELETE' })).status).toBe(403)
    expect((await forget(ALICE)).status).toBe(204)
    expect((await read(cid)).status).toBe(404)
    expect((await read(cid, {}, await sign({ holder: BOB }))).status).toBe(200)
    expect((await forget(ALICE)).status).toBe(204)
    expect((await forget(BOB)).status).toBe(204)
    expect((await read(cid, {}, await sign({ holder: BOB, read: { [ALICE]: [cid] } }))).status).toBe(404)
  })

  test('the sweep leaves a file that a job has claimed meanwhile', async () => {
    const { cid, sha256 } = await stored(randomBytes(50))
    const keepUntil = Math.floor(now / 1_000) + 10 * UNCLAIMED
    const claiming = { ...holdings, ended: (at: number, most: number) => holdings.ended(at, most) }
    // Between the sweep's look and its deletion.
    const looked = claiming.ended
    claiming.ended = (at, most) => {
      const found = looked(at, most)
      holdings.keep({ sha256, holder: ALICE }, keepUntil)
      return found
    }
    await sweepHoldings(claiming, store, log, now + (UNCLAIMED + 10) * 1_000)
    expect((await read(cid)).status).toBe(200)
  })

  test('a crash while a file is deleted leaves no file without a holder', async () => {
    const { cid, sha256 } = await stored(randomBytes(50))
    const crashing = {
      ...holdings,
      remove: () => {
        throw new Error('crash')
      },
    }
    await expect(sweepHoldings(crashing, store, log, now + (UNCLAIMED + 10) * 1_000)).rejects.toThrow('crash')
    expect([await store.find(sha256), holdings.has({ sha256, holder: ALICE })]).toEqual([undefined, true])
    expect((await read(cid)).status).toBe(404)
    await later(UNCLAIMED + 10)
    expect(holdings.has({ sha256, holder: ALICE })).toBe(false)
  })

  test('a public file counts as its publisher’s alone, and has an end as well', async () => {
    const { cid } = (await (await put(randomBytes(50), undefined, '?visibility=public')).json()) as StoredBlob
    const keepUntil = Math.floor(now / 1_000) + 10 * UNCLAIMED
    expect((await read(cid, { method: 'HEAD' }, await sign({ holder: BOB, keepUntil }))).status).toBe(404)
    expect((await read(cid, { method: 'HEAD' }, await sign({ keepUntil }))).status).toBe(200)
    await later(366 * 86_400)
    expect((await fetch(`${url}/ipfs/${cid}`)).status).toBe(401)
  })

  test('a grant to keep or to forget of a stranger changes nothing', async () => {
    const { cid, sha256 } = await stored(randomBytes(50))
    await read(
      cid,
      { method: 'HEAD' },
      await sign({ holder: BOB, keepUntil: Math.floor(now / 1_000) + 10 * UNCLAIMED }),
    )
    await read(cid, { method: 'DELETE' }, await sign({ holder: BOB, forget: true }))
    expect(holdings.has({ sha256, holder: ALICE })).toBe(true)
    await later(UNCLAIMED + 10)
    expect(holdings.has({ sha256, holder: ALICE })).toBe(false)
  })
})

describe('GET /ipfs/:cid', () => {
  let content: Buffer
  let blob: StoredBlob
  beforeAll(async () => {
    content = randomBytes(1000)
    blob = (await (await put(content)).json()) as StoredBlob
  })

  test('is not sent again to a client that has it', async () => {
    const response = await read(blob.cid)
    await response.arrayBuffer()
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const again = await read(blob.cid, { headers: { 'if-none-match': `"${blob.cid}"` } })
    expect(again.status).toBe(304)
  })

  test('answers ranges', async () => {
    const part = await read(blob.cid, { headers: { range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 10-19/1000')
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(10, 20))).toBe(true)
    const outside = await read(blob.cid, { headers: { range: 'bytes=2000-' } })
    expect(outside.status).toBe(416)
    expect(await codeOf(outside)).toBe('RANGE_NOT_SATISFIABLE')
  })

  test('HEAD gives the length without content', async () => {
    const response = await read(blob.cid, { method: 'HEAD' })
    expect(response.headers.get('content-length')).toBe('1000')
    expect(await response.text()).toBe('')
  })

  test('says what was expected for an unknown, a foreign and a malformed id', async () => {
    const unknown = await read('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku')
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'BLOB_NOT_FOUND'])
    expect(unknown.headers.get('cache-control')).toBeNull()
    const foreign = await read('QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG')
    expect([foreign.status, await codeOf(foreign)]).toEqual([400, 'INVALID_CID'])
    const malformed = await read('..%2f..%2fetc%2fpasswd')
    expect([malformed.status, await codeOf(malformed)]).toEqual([400, 'INVALID_CID'])
  })

  test('does not serve a file that lost bytes, until it is uploaded again', async () => {
    const damaged = (await (await put(randomBytes(500))).json()) as StoredBlob
    await truncate(join(folder, 'blobs', damaged.sha256.slice(0, 2), damaged.sha256), 499)
    const response = await read(damaged.cid)
    expect([response.status, await codeOf(response)]).toEqual([500, 'BLOB_DAMAGED'])
  })

  test('serves what is inside an id, and the empty folder that IPFS clients probe with', async () => {
    expect(await (await fetch(`${url}/ipfs/bafkqaaa`)).text()).toBe('')
    const probe = await fetch(`${url}/ipfs/QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn`, { method: 'HEAD' })
    expect(probe.status).toBe(200)
  })

  test('answers the RPC calls of graph-node', async () => {
    expect((await fetch(`${url}/api/v0/version`, { method: 'POST' })).status).toBe(200)
  })
})

test('other paths name the ones there are', async () => {
  const response = await fetch(`${url}/blobs/x`, { method: 'DELETE' })
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('PUT /blobs')
})
