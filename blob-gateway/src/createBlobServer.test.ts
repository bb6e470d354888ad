// tier: parts
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createBlobServer } from './createBlobServer.js'

/** A busy machine may keep the test from writing for seconds. */
const IDLE_MS = 5_000
let server: Server
beforeAll(async () => {
  server = createBlobServer((request, response) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    request.on('end', () => response.end(`got ${bytes}`))
  }, IDLE_MS)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Begins an upload of so many bytes on a connection of its own. */
function upload(bytes: number) {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.on('error', () => undefined)
  socket.write(`PUT /x HTTP/1.1\r\nhost: blobs\r\nconnection: close\r\ncontent-length: ${bytes}\r\n\r\n`)
  return { socket, answer: () => answer, closed: once(socket, 'close') }
}

test('an upload that goes on slowly is taken whole, one that has stopped ends', async () => {
  const slow = upload(20)
  const stopped = upload(20)
  stopped.socket.write('x')
  const begun = Date.now()
  // Often, so that the pauses are short beside the time of silence; together longer than twice that time.
  for (let i = 0; i < 20; i++) {
    slow.socket.write('x')
    await sleep(IDLE_MS / 9)
  }
  await Promise.all([slow.closed, stopped.closed])
  expect(Date.now() - begun).toBeGreaterThan(2 * IDLE_MS)
  expect(slow.answer()).toMatch(/^HTTP\/1.1 200[\s\S]*got 20$/)
  expect(stopped.answer()).not.toContain('200')
}, 90_000)
