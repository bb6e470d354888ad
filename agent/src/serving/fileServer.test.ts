import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { marketplaceDomain, readReceiptTypedData, readSessionTypedData, verifyReceipts } from '@aiigo/chain'
import { bytesOfMegabytes, chunkListOf, chunksOf, decodeReceipts, SERVING, type ServingPlace } from '@aiigo/domain'
import { codeOf, createReader as createSdkReader, type ReaderOptions } from '@aiigo/sdk'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Hex, pad } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createFileServer, type FileServer } from './createFileServer.js'
import { createReaderSessions } from './createReaderSessions.js'
import { createReceiptBook } from './createReceiptBook.js'
import { createServingLedger, type ServingLedger } from './createServingLedger.js'

const CHUNK = 1_048_576
const marketplace = '0x5FbDB2315678afecb367f032d93F642f64180aa3' as const
const domain = marketplaceDomain(31337, marketplace)
const run = { taskId: pad('0x07', { size: 32 }), attempt: 1, nodeId: '0x0102030405060708' as Hex }
const [alice, bob, eve] = ['0xa1', '0xb0', '0xee'].map((key) => privateKeyToAccount(pad(key as Hex, { size: 32 })))
if (!alice || !bob || !eve) throw new Error('no keys')
type Account = typeof alice
/** Nodes of these tests are on this machine. */
const createReader = (options: ReaderOptions) => createSdkReader({ allowPrivate: true, ...options })

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const content = randomBytes(3 * CHUNK + 12_345)
const log = createLogger({ name: 'test', level: 'silent' })

let folder = ''
let server: FileServer
let ledger: ServingLedger
let withdraw: () => void
let place: ServingPlace
let pause: string | null = null
const bookPath = () => join(folder, 'receipts.json')

async function start({ megabytes = 1_000, meter = () => new PassThrough() as Transform, silenceMs = 30_000 } = {}) {
  server = await createFileServer({
    ...{ host: '127.0.0.1', port: 0, log, silenceMs },
    traffic: { meter },
    pause: () => pause,
  })
  const book = await createReceiptBook(bookPath())
  const readers = [alice?.address, bob?.address] as string[]
  ledger = createServingLedger({ domain, run, readers, maxBytes: bytesOfMegabytes(megabytes), book })
  const path = join(folder, 'file')
  await writeFile(path, content)
  const chunkList = await chunkListOf(chunksOf(content), sha256)
  const files = new Map([['bfile', { path, size: content.length, chunkList }]])
  withdraw = server.serve({ taskId: run.taskId, files, ledger, sessions: createReaderSessions(domain, run), book })
  const file = { as: 'map.bin', cid: 'bfile', size: content.length }
  const hashes = { sha256: sha256(content).toString('hex'), chunks: sha256(chunkList).toString('hex') }
  place = {
    ...{ version: 1, url: `http://127.0.0.1:${server.port}`, ...run, chainId: 31337, marketplace },
    files: [{ ...file, ...hashes }],
  }
}

beforeEach(async () => {
  pause = null
  folder = await mkdtemp(join(tmpdir(), 'serving-'))
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const base = () => `${place.url}/${run.taskId}`

/** A client of its own, which signs by viem alone. */
async function openRaw(key: Account): Promise<{ response: Response; headers: Record<string, string> }> {
  const { nonce } = (await (await fetch(`${base()}/challenge`)).json()) as { nonce: Hex }
  const signature = await key.signTypedData(readSessionTypedData(domain, { ...run, nonce }))
  const response = await fetch(`${base()}/sessions`, { method: 'POST', body: JSON.stringify({ nonce, signature }) })
  const { token } = (await response.clone().json()) as { token?: string }
  return { response, headers: { authorization: `Bearer ${token}` } }
}
const getChunk = (headers: Record<string, string>, index: number, cid = 'bfile') =>
  fetch(`${base()}/files/${cid}`, {
    headers: { ...headers, range: `bytes=${index * CHUNK}-${(index + 1) * CHUNK - 1}` },
  })
async function sendReceipt(key: Account, headers: Record<string, string>, bytes: bigint) {
  const signature = await key.signTypedData(readReceiptTypedData(domain, { ...run, bytes }))
  const body = JSON.stringify({ bytes: bytes.toString(), signature })
  return fetch(`${base()}/receipts`, { method: 'POST', headers, body })
}
const codeIn = async (response: Response) => ((await response.json()) as { code: string }).code

describe('files that a node serves', () => {
  it('come whole to its readers, and are paid by the bytes that they counted themselves', async () => {
    await start()
    const readers = [alice, bob].map((key) => createReader({ place, key }))
    for (const reader of [readers[0], readers[1], readers[0]]) {
      expect(sha256((await reader?.readAll('map.bin')) ?? new Uint8Array()).equals(sha256(content))).toBe(true)
    }
    const receipts = decodeReceipts(await readFile(bookPath(), 'utf8'))
    const { bytesByReader, bytes } = await verifyReceipts(domain, run, {
      readers: [alice.address, bob.address],
      receipts,
    })
    expect(bytesByReader.get(alice.address.toLowerCase())).toBe(BigInt(2 * content.length))
    expect(bytesByReader.get(bob.address.toLowerCase())).toBe(BigInt(content.length))
    expect(bytes).toBe(ledger.paid)
    expect(readers.map((one) => one.bytesPaid)).toEqual([BigInt(2 * content.length), BigInt(content.length)])
  })

  it('are refused to strangers and to requests without a session, with the reason', async () => {
    await start()
    const { response } = await openRaw(eve)
    expect([response.status, await codeIn(response)]).toEqual([403, 'NOT_A_READER'])
    const bare = await getChunk({}, 0)
    expect([bare.status, await codeIn(bare)]).toEqual([401, 'NO_SESSION'])
    await expect(createReader({ place, key: eve }).readAll('map.bin')).rejects.toThrow(/reader of the job/)
  })

  it('stop at the window of a reader that signs nothing, and go on once it signs', async () => {
    await start()
    const { headers } = await openRaw(alice)
    for (let index = 0; index < SERVING.windowChunks; index++) {
      expect((await (await getChunk(headers, index % 3)).arrayBuffer()).byteLength).toBe(CHUNK)
    }
    const due = await getChunk(headers, 0)
    expect([due.status, await codeIn(due)]).toEqual([402, 'RECEIPT_DUE'])
    // Another reader does not wait for it.
    await createReader({ place, key: bob }).readAll('map.bin')
    expect((await sendReceipt(alice, headers, BigInt(CHUNK))).status).toBe(200)
    expect((await getChunk(headers, 0)).status).toBe(206)
  })

  it('take receipts that never shrink, of the reader itself, for no more than was sent', async () => {
    await start()
    const { headers } = await openRaw(alice)
    for (const index of [0, 1]) await (await getChunk(headers, index)).arrayBuffer()
    const paid = async (response: Response) => ((await response.json()) as { paid: string }).paid
    expect(await paid(await sendReceipt(alice, headers, BigInt(2 * CHUNK)))).toBe(`${2 * CHUNK}`)
    expect(await paid(await sendReceipt(alice, headers, BigInt(CHUNK)))).toBe(`${2 * CHUNK}`)
    expect(await paid(await sendReceipt(alice, headers, BigInt(2 * CHUNK)))).toBe(`${2 * CHUNK}`)
    // Without a count of a time before a restart, up to a window more may have been sent.
    const more = await sendReceipt(alice, headers, BigInt(6 * CHUNK + 1))
    expect([more.status, await codeIn(more)]).toEqual([409, 'MORE_THAN_SENT'])
    await (await getChunk(headers, 2)).arrayBuffer()
    const foreign = await sendReceipt(bob, headers, BigInt(3 * CHUNK))
    expect([foreign.status, await codeIn(foreign)]).toEqual([403, 'BAD_RECEIPT'])
    expect(ledger.paid).toBe(BigInt(2 * CHUNK))
  })

  it('stay paid through a restart of the node, and readers go on', async () => {
    await start()
    const reader = createReader({ place, key: alice })
    await reader.readAll('map.bin')
    const { port } = server
    await server.close()
    await start()
    expect(ledger.paid).toBe(BigInt(content.length))
    // The same reader, whose session the new process does not know.
    const again = createReader({ place: { ...place, url: `http://127.0.0.1:${server.port}` }, key: alice })
    await again.readAll('map.bin')
    expect(again.bytesPaid).toBe(BigInt(2 * content.length))
    expect(ledger.paid).toBe(BigInt(2 * content.length))
    expect(port).toBeGreaterThan(0)
  })

  it('take the first receipt of a reader whose bytes were sent before a restart', async () => {
    await start()
    const { headers } = await openRaw(alice)
    await (await getChunk(headers, 0)).arrayBuffer()
    await server.close()
    await start()
    const again = await openRaw(alice)
    expect((await sendReceipt(alice, again.headers, BigInt(CHUNK))).status).toBe(200)
    expect(ledger.paid).toBe(BigInt(CHUNK))
  })

  it('are cut when their serving is over', async () => {
    await start({ meter: () => new Transform({ transform: () => undefined }) })
    const { headers } = await openRaw(alice)
    const waiting = getChunk(headers, 0).then((response) => response.arrayBuffer())
    waiting.catch(() => undefined)
    await new Promise((done) => setTimeout(done, 200))
    withdraw()
    await expect(waiting).rejects.toThrow()
    expect((await getChunk(headers, 0)).status).toBe(404)
  })

  it('are read at once by one key in several files, although its window is smaller', async () => {
    await start()
    const reader = createReader({ place, key: alice })
    const contents = await Promise.all(Array.from({ length: 4 }, () => reader.readAll('map.bin')))
    for (const found of contents) expect(sha256(found).equals(sha256(content))).toBe(true)
    expect(ledger.paid).toBe(BigInt(4 * content.length))
  })

  it('are whole although the node takes the last receipt no more', async () => {
    await start()
    const reader = createReader({ place, key: alice })
    for await (const { start: at } of reader.read('map.bin')) if (at === 3 * CHUNK) withdraw()
    expect(reader.bytesRead).toBe(BigInt(content.length))
  })

  it('are not read from a private network unless the reader says so', async () => {
    await start()
    expect(() => createSdkReader({ place, key: alice })).toThrow(/public address.*allowPrivate/)
  })

  it('fill no memory of a reader, and hold it no longer than it waits', async () => {
    await start()
    const { port, stop } = await startFlood()
    try {
      const flooded = createReader({ place: { ...place, url: `http://127.0.0.1:${port}` }, key: alice })
      expect(codeOf(await flooded.readAll('map.bin').catch((error: unknown) => error))).toBe('NODE_MISBEHAVES')
      const silent = createReader({
        place: { ...place, url: `http://127.0.0.1:${port}/silent` },
        key: alice,
        silenceMs: 50,
      })
      expect(codeOf(await silent.readAll('map.bin').catch((error: unknown) => error))).toBe('NODE_UNREACHABLE')
    } finally {
      await stop()
    }
  })

  it('go on after a cut where they were cut, and each byte is paid once', async () => {
    await start()
    const cutting = await cutAfter(server.port, [1_500_000, 700_000])
    try {
      const reader = createReader({ place: { ...place, url: `http://127.0.0.1:${cutting.port}` }, key: alice })
      expect(sha256(await reader.readAll('map.bin')).equals(sha256(content))).toBe(true)
      expect(cutting.cuts()).toBe(2)
      expect(ledger.paid).toBe(BigInt(content.length))
    } finally {
      await cutting.close()
    }
  })

  it('are not signed for when they are other bytes', async () => {
    await start()
    await writeFile(
      join(folder, 'file'),
      Buffer.concat([content.subarray(0, CHUNK), Buffer.alloc(content.length - CHUNK)]),
    )
    const reader = createReader({ place, key: alice })
    expect(codeOf(await reader.readAll('map.bin').catch((error: unknown) => error))).toBe('CHUNK_MISMATCH')
    expect(ledger.paid).toBe(BigInt(CHUNK))
  })

  it('end when the megabytes are used up', async () => {
    await start({ megabytes: 4 })
    await createReader({ place, key: alice }).readAll('map.bin')
    await ledger.usedUp
    expect(
      codeOf(
        await createReader({ place, key: bob })
          .readAll('map.bin')
          .catch((error: unknown) => error),
      ),
    ).toBe('USED_UP')
  })

  it('are the job’s alone: no path leads to another file', async () => {
    await start()
    const { headers } = await openRaw(alice)
    for (const path of [
      'files/..%2f..%2fetc%2fpasswd',
      'files/../../../etc/passwd',
      'files/bother',
      'files/bfile/../x',
      '',
    ]) {
      const response = await fetch(`${base()}/${path}`, { headers })
      expect([path, response.status]).toEqual([path, 404])
    }
    expect((await fetch(`${place.url}/${pad('0x08', { size: 32 })}/files/bfile`, { headers })).status).toBe(404)
    for (const range of ['bytes=9999999-', 'bytes=5-4', 'bytes=-5', 'bytes=0-1,3-4', 'lines=1-2']) {
      expect((await fetch(`${base()}/files/bfile`, { headers: { ...headers, range } })).status).toBe(416)
    }
    const all = await fetch(`${base()}/files/bfile`, { headers })
    expect((await all.arrayBuffer()).byteLength).toBe(CHUNK)
  })

  it('wait while the owner’s limits hold, with the reason', async () => {
    await start()
    const { headers } = await openRaw(alice)
    pause = 'the bytes of the day are used up'
    const response = await getChunk(headers, 0)
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('the bytes of the day')
  })

  it('are sent on few connections of one reader, and silent ones are closed', async () => {
    const held = () => new Transform({ transform: () => undefined })
    await start({ meter: held, silenceMs: 300 })
    const { headers } = await openRaw(alice)
    const responses = await Promise.all(Array.from({ length: 6 }, () => getChunk(headers, 0).catch(() => null)))
    const statuses = responses.map((one) => one?.status)
    expect(statuses.filter((status) => status === 429 || status === 402)).toHaveLength(2)
    // The others get nothing, and the node closes their connections.
    expect(statuses.filter((status) => status === undefined)).toHaveLength(4)
  })

  it('open one session of a reader, by a challenge that is good once', async () => {
    await start()
    const first = await openRaw(alice)
    const second = await openRaw(alice)
    expect((await getChunk(first.headers, 0)).status).toBe(401)
    expect((await getChunk(second.headers, 0)).status).toBe(206)
    const { nonce } = (await (await fetch(`${base()}/challenge`)).json()) as { nonce: Hex }
    const signature = await alice.signTypedData(readSessionTypedData(domain, { ...run, nonce }))
    const open = () => fetch(`${base()}/sessions`, { method: 'POST', body: JSON.stringify({ nonce, signature }) })
    expect([(await open()).status, (await open()).status]).toEqual([201, 401])
    const made = `0x${'00'.repeat(32)}` as Hex
    const forged = await alice.signTypedData(readSessionTypedData(domain, { ...run, nonce: made }))
    const body = JSON.stringify({ nonce: made, signature: forged })
    expect((await fetch(`${base()}/sessions`, { method: 'POST', body })).status).toBe(401)
  })
})

/** A node that answers with bytes without end, or below /silent with nothing. */
async function startFlood() {
  const flood = createHttpServer(({ url }, response) => {
    if (url?.startsWith('/silent')) return
    response.on('close', () => clearInterval(writing))
    const writing = setInterval(() => response.write(Buffer.alloc(65_536, 32)), 1)
  })
  flood.listen(0, '127.0.0.1')
  await once(flood, 'listening')
  return {
    port: (flood.address() as AddressInfo).port,
    stop() {
      flood.closeAllConnections()
      return new Promise((done) => flood.close(done))
    },
  }
}

/** A proxy that cuts its first connections after so many bytes each. */
async function cutAfter(target: number, after: readonly number[]) {
  let cuts = 0
  const sockets = new Set<{ destroy(): void }>()
  const proxy: Server = createServer((client) => {
    const node = connect(target, '127.0.0.1')
    let left = after[cuts] ?? Number.POSITIVE_INFINITY
    client.pipe(node)
    node.on('data', (part) => {
      client.write(part)
      left -= part.length
      if (left > 0) return
      left = Number.POSITIVE_INFINITY
      cuts++
      client.destroy()
      node.destroy()
    })
    for (const socket of [client, node]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    node.on('close', () => client.destroy())
    client.on('close', () => node.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    cuts: () => cuts,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => proxy.close(done))
    },
  }
}
