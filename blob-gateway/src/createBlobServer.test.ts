// tier: parts
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type BlobServerLimits, createBlobServer } from './createBlobServer.js'

/** A busy machine may keep the test from writing for seconds. */
const IDLE_MS = 5_000
const MIB = 1_048_576

/** Answers an upload with its size, and `GET /large` with a MiB. */
async function listen(limits: Partial<BlobServerLimits> = {}): Promise<Server> {
  const server = createBlobServer(
    (request, response) => {
      let bytes = 0
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      request.on('end', () => response.end(request.url === '/large' ? Buffer.alloc(32 * MIB) : `got ${bytes}`))
    },
    { idleMs: IDLE_MS, connectionsPerAddress: 100, trustedProxies: 0, paceBytes: 0, ...limits },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** A connection with its answer so far. */
function open(server: Server, localAddress = '127.0.0.1') {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', localAddress })
  sockets.push(socket)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.on('error', () => undefined)
  return { socket, answer: () => answer, closed: once(socket, 'close') }
}

/** Begins an upload of so many bytes on a connection of its own. */
function upload(server: Server, bytes: number, headers = '') {
  const opened = open(server)
  opened.socket.write(
    `PUT /x HTTP/1.1\r\nhost: blobs\r\nconnection: close\r\n${headers}content-length: ${bytes}\r\n\r\n`,
  )
  return opened
}

/** Writes a byte again and again, until the connection ends. */
async function trickle({ socket }: { socket: Socket }, ms: number, text = 'x'): Promise<void> {
  while (!socket.destroyed && socket.write(text)) await sleep(ms)
}

describe('a connection', () => {
  let server: Server
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  test('whose upload goes on is taken whole, however long, and one that has stopped ends', async () => {
    server = await listen()
    const slow = upload(server, 20)
    const stopped = upload(server, 20)
    stopped.socket.write('x')
    const begun = Date.now()
    for (let i = 0; i < 20; i++) {
      slow.socket.write('x')
      await sleep(IDLE_MS / 9)
    }
    await Promise.all([slow.closed, stopped.closed])
    expect(Date.now() - begun).toBeGreaterThan(2 * IDLE_MS)
    expect(slow.answer()).toMatch(/^HTTP\/1.1 200[\s\S]*got 20$/)
    expect(stopped.answer()).not.toContain('200')
  })

  test('that sends its headers byte by byte ends', async () => {
    server = await listen({ headersMs: 1_500 })
    const slow = open(server)
    slow.socket.write('GET /x HTTP/1.1\r\nhost: blobs\r\nx-slow: ')
    void trickle(slow, 200)
    await slow.closed
    expect(slow.answer()).not.toContain('200')
  })

  test('that moves too few bytes ends, in both directions', async () => {
    server = await listen({ paceBytes: 5, paceMs: 1_000 })
    const up = upload(server, 1_000)
    void trickle(up, 400)
    const down = open(server)
    down.socket.write('GET /large HTTP/1.1\r\nhost: blobs\r\n\r\n')
    await once(down.socket, 'data')
    down.socket.pause()
    await up.closed
    expect(up.answer()).not.toContain('200')
    await once(down.socket.resume(), 'close')
    expect(down.answer().length).toBeLessThan(32 * MIB)
  })

  test('beyond the limit of an address is refused; others have their own, and an ended one makes room', async () => {
    server = await listen({ idleMs: 60_000, connectionsPerAddress: 3 })
    const held = [upload(server, 20), upload(server, 20), upload(server, 20)]
    const more = upload(server, 1)
    await more.closed
    expect(more.answer()).toContain('429')
    const other = open(server, '127.0.0.2')
    other.socket.write('PUT /x HTTP/1.1\r\nhost: blobs\r\nconnection: close\r\ncontent-length: 1\r\n\r\nx')
    await other.closed
    expect(other.answer()).toContain('got 1')
    held[0]?.socket.write('x'.repeat(20))
    await held[0]?.closed
    const next = upload(server, 1)
    next.socket.write('x')
    await next.closed
    expect(next.answer()).toContain('got 1')
  })
})

test('behind a trusted proxy the addresses are those of its clients', async () => {
  const server = await listen({ idleMs: 60_000, connectionsPerAddress: 1, trustedProxies: 1 })
  try {
    const from = (address: string) => upload(server, 1, `x-forwarded-for: ${address}\r\n`)
    const held = from('203.0.113.1')
    const same = from('203.0.113.1')
    await same.closed
    expect(same.answer()).toContain('429')
    const other = from('203.0.113.2')
    other.socket.write('x')
    await other.closed
    expect(other.answer()).toContain('got 1')
    held.socket.write('x')
    await held.closed
    expect(held.answer()).toContain('got 1')
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
