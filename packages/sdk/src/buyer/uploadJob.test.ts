import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentIdOf, parseJobFile } from '@aiigo/domain'
import { createJobKey, openBytes, unwrapKey } from '@aiigo/sealing'
import { afterEach, describe, expect, test } from '@jest/globals'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { PLATFORM, startFakePlatform } from '../testing/startFakePlatform.js'
import type { UploadedJob } from './Buyer.js'
import { createBuyer } from './createBuyer.js'
import { storeContent } from './storeContent.js'

interface Upload {
  headers: IncomingHttpHeaders
  body: Buffer
}

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A blob store that keeps what it gets. @param refuse answers 413 before it has read anything */
async function startStore({ refuse = false } = {}) {
  const uploads: Upload[] = []
  const server = createServer(async (request, response) => {
    if (refuse) {
      const error = { code: 'BLOB_TOO_LARGE', message: 'expected less' }
      response.writeHead(413).end(JSON.stringify({ error }))
      return
    }
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      // The sender ended the upload: nothing is stored.
      return
    }
    const body = Buffer.concat(chunks)
    uploads.push({ headers: request.headers, body })
    const sha256 = createHash('sha256').update(body).digest('hex')
    response.writeHead(201).end(JSON.stringify({ cid: contentIdOf(sha256), sha256, size: body.length }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { uploads, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function meet(blobUrl: string, fileRecipient = PLATFORM.fileRecipient, api = {}) {
  const expiresAt = new Date(Date.now() + 600_000).toISOString()
  const platform = await startFakePlatform({
    api: { platform: { ...PLATFORM, fileRecipient }, storeGrant: { token: 'grant', expiresAt }, ...api },
  })
  const { apiUrl, rpcUrl } = platform
  const wallet = privateKeyToAccount(generatePrivateKey())
  const connection = await connect({ apiUrl, rpcUrl, blobUrl, wallet })
  const buyer = createBuyer(connection)
  stops.push(() => buyer.close(), platform.stop)
  return { buyer, connection }
}

const content = Buffer.alloc(300_000, 'some bytes ')

describe('content that is stored', () => {
  test.each(['bytes', 'a Blob'])('is sealed on its way, from %s, and says its length first', async (kind) => {
    const [store, key] = [await startStore(), await createJobKey()]
    const { connection } = await meet(store.url)
    const given = kind === 'bytes' ? content : new Blob([content])
    const stored = await storeContent(connection, given, 'data.bin', { recipient: key.recipient })
    const [upload] = store.uploads as [Upload]
    expect(await openBytes(upload.body, key.identity)).toEqual(new Uint8Array(content))
    expect(stored).toMatchObject({ size: upload.body.length })
    expect(upload.headers).toMatchObject({
      'content-length': String(upload.body.length),
      authorization: 'Bearer grant',
    })
  })

  test.each([0, 1, 65_536])('has its own bytes without a recipient (%i of them)', async (length) => {
    const store = await startStore()
    const { connection } = await meet(store.url)
    await storeContent(connection, content.subarray(0, length), 'data.bin', { recipient: null })
    expect(store.uploads.map(({ body }) => body)).toEqual([content.subarray(0, length)])
  })

  test('is sent as a Blob in a browser, which sends no streams over HTTP/1.1', async () => {
    const [store, key] = [await startStore(), await createJobKey()]
    const { connection } = await meet(store.url)
    const bodies: unknown[] = []
    const send = globalThis.fetch
    Object.assign(globalThis, { document: {} })
    globalThis.fetch = (url, init) => {
      if (String(url).startsWith(store.url)) bodies.push(init?.body)
      return send(url, init)
    }
    try {
      await storeContent(connection, content, 'data.bin', { recipient: key.recipient })
    } finally {
      globalThis.fetch = send
      Reflect.deleteProperty(globalThis, 'document')
    }
    expect(bodies).toEqual([expect.any(Blob)])
    expect(await openBytes((store.uploads[0] as Upload).body, key.identity)).toEqual(new Uint8Array(content))
  })

  test('that the store refuses is named', async () => {
    const [store, { recipient }] = [await startStore({ refuse: true }), await createJobKey()]
    const { connection } = await meet(store.url)
    const large = new Blob([Buffer.alloc(8_000_000)])
    await expect(storeContent(connection, large, 'data.bin', { recipient })).rejects.toMatchObject({
      ...{ code: 'BLOB_TOO_LARGE', message: 'data.bin: expected less' },
    })
  })

  test('that cannot be read to its end fails by the file’s own error', async () => {
    const [store, { recipient }] = [await startStore(), await createJobKey()]
    const { connection } = await meet(store.url)
    const folder = await mkdtemp(join(tmpdir(), 'aiigo-store-'))
    stops.push(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'data.bin'), content)
    const blob = await openAsBlob(join(folder, 'data.bin'))
    await truncate(join(folder, 'data.bin'), 10)
    await expect(storeContent(connection, blob, 'data.bin', { recipient })).rejects.toMatchObject({
      name: 'NotReadableError',
    })
    expect(store.uploads).toEqual([])
  })
})

/** Does nothing: a function `_start` and a memory. */
const PROGRAM = Buffer.from(
  '0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b',
  'hex',
)

describe('a job that is stored by one process and handed in by another', () => {
  const file = (privacy: string) =>
    parseJobFile(
      JSON.stringify({
        ...{ version: 1, name: 'test', program: { wasm: 'p.wasm' }, inputs: [], outputs: ['output'], privacy },
        ...{ resources: { type: 'CPU' }, budget: { token: 'ETH', amount: '0.001' } },
      }),
    )

  test('carries its key, which only the platform opens', async () => {
    const [store, own] = [await startStore(), await createJobKey()]
    const { buyer } = await meet(store.url, own.recipient)
    const kept = JSON.stringify(await buyer.upload(file('platform'), async () => PROGRAM))
    expect(kept).not.toContain('AGE-SECRET-KEY')
    const { spec, sealedKey } = JSON.parse(kept) as UploadedJob
    const key = await unwrapKey(sealedKey as string, own.identity)
    expect(spec.files).toEqual({ privacy: 'platform', recipient: key.recipient })
    expect(await openBytes((store.uploads[0] as Upload).body, key.identity)).toEqual(new Uint8Array(PROGRAM))

    const sent: unknown[] = []
    const submitJob = ({ input }: { input: unknown }) => {
      sent.push(input)
      const userErrors = [{ code: 'ENOUGH', field: null, message: 'the test has seen it' }]
      return { job: null, taskId: null, taskRequest: null, funding: null, warnings: [], userErrors }
    }
    const rpc = { eth_call: `0x${'0'.repeat(63)}1` }
    const later = await startFakePlatform({ api: { submitJob }, rpc })
    const { apiUrl, rpcUrl } = later
    const wallet = privateKeyToAccount(generatePrivateKey())
    const other = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
    stops.push(() => other.close(), later.stop)
    await expect(other.submit({ spec, sealedKey })).rejects.toMatchObject({ problems: [{ code: 'ENOUGH' }] })
    expect(sent).toEqual([expect.objectContaining({ spec, sealedKey })])
    await expect(other.submit(spec)).rejects.toMatchObject({ code: 'SEALED_KEY_MISSING', retryable: false })
    expect(sent).toHaveLength(1)
  })

  test('has its secrets in one sealed file, from files and variables, and their names alone in the open', async () => {
    const [store, own] = [await startStore(), await createJobKey()]
    const { buyer } = await meet(store.url, own.recipient)
    const secrets = { TOKEN: { env: 'MY_TOKEN' }, KEY: { file: 'key.txt' } }
    const job = { ...file('platform'), secrets }
    const read = async (path: string) => (path === 'key.txt' ? Buffer.from('from a file\r\n') : PROGRAM)
    const { spec, sealedKey } = await buyer.upload(job, read, { env: { MY_TOKEN: 'from the environment' } })
    expect(spec.secrets).toMatchObject({ names: ['TOKEN', 'KEY'] })
    expect(JSON.stringify(spec)).not.toMatch(/from the env|from a file/)
    const stored = (store.uploads[1] as Upload).body
    expect(createHash('sha256').update(stored).digest('hex')).toBe(spec.secrets?.sha256)
    const key = await unwrapKey(sealedKey as string, own.identity)
    expect(JSON.parse(Buffer.from(await openBytes(stored, key.identity)).toString())).toEqual({
      ...{ TOKEN: 'from the environment', KEY: 'from a file' },
    })
  })

  test.each([
    ['that is not set', {}, 'not set'],
    ['that is empty', { MY_TOKEN: '' }, 'empty'],
    ['of several lines', { MY_TOKEN: 'a\nb' }, 'one line'],
    ['that is too long', { MY_TOKEN: 'x'.repeat(4_097) }, '4096'],
  ])('is not stored with a secret %s', async (_what, env, text) => {
    const store = await startStore()
    const { buyer } = await meet(store.url, (await createJobKey()).recipient)
    const job = { ...file('platform'), secrets: { TOKEN: { env: 'MY_TOKEN' } } }
    const problems = [{ code: 'BAD_SECRET', field: 'secrets.TOKEN', message: expect.stringContaining(text) }]
    await expect(buyer.upload(job, async () => PROGRAM, { env })).rejects.toMatchObject({ problems })
    expect(store.uploads).toEqual([])
  })

  test('carries no key when it is private', async () => {
    const { buyer } = await meet((await startStore()).url)
    expect((await buyer.upload(file('private'), async () => PROGRAM)).sealedKey).toBeNull()
  })
})
