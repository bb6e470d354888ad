// tier: parts
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@aiigo/service'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Request } from 'express'
import { createReaders, type Readers } from './createReaders.js'

// A program in a reader's place: it ends each connection instead of answering the second query on it.
const ENTRY = `
import { createServer } from 'node:http'
const served = new WeakSet()
const server = createServer((request, response) => {
  if (served.has(request.socket)) return request.socket.destroy()
  served.add(request.socket)
  response.setHeader('content-type', 'application/json')
  request.resume().on('end', () => response.end('{"data":{}}'))
})
server.keepAliveTimeout = 0
server.listen(process.env.READER_SOCKET, () => process.send('ready'))
process.on('message', () => process.send('pong'))
process.on('disconnect', () => process.exit())
`

const folder = mkdtempSync(join(tmpdir(), 'aiigo-kept-'))
const front = createServer()
let readers: Readers

beforeAll(async () => {
  const entry = join(folder, 'entry.mjs')
  writeFileSync(entry, ENTRY)
  readers = await createReaders({
    entry,
    environment: {},
    log: createLogger({ name: 'front', level: 'silent' }),
    onRefused: () => undefined,
  })
  front.on('request', (request, response) => {
    const asked = Object.assign(request, { originalUrl: '/graphql' }) as unknown as Request
    const context = { viewer: null, refusal: null, ip: '127.0.0.1', userAgent: null }
    request.resume().on('end', () => void readers.forward(asked, response, context, Buffer.from('{"query":"{ a }"}')))
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
}, 30_000)
afterAll(async () => {
  await readers?.close()
  front.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a query whose kept connection to the reader has ended is answered over another', async () => {
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}/graphql`
  for (let i = 0; i < 4; i++) {
    const response = await fetch(url, { method: 'POST', body: 'x' })
    expect([response.status, await response.text()]).toEqual([200, '{"data":{}}'])
  }
})
