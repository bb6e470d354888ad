import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, jest, test } from '@jest/globals'
import { createClient } from './createClient.js'
import { TypedDocumentString } from './generated/operations.js'
import { type Outage, watchOutages } from './watchOutages.js'

afterEach(() => {
  jest.useRealTimers()
})

test('an outage is told once, and is over with an event', () => {
  const told: (Outage | null)[] = []
  const watch = watchOutages((outage) => told.push(outage))
  watch.answered()
  watch.failed('first')
  watch.failed('second')
  watch.answered()
  expect(told).toEqual([{ error: 'first' }, null])
})

test('it is over when nothing fails for a moment after a connection', () => {
  jest.useFakeTimers()
  const told: (Outage | null)[] = []
  const watch = watchOutages((outage) => told.push(outage), 2_000)
  watch.failed('cut')
  watch.connected()
  jest.advanceTimersByTime(1_999)
  // An API that accepts connections and refuses what they ask for.
  watch.failed('busy')
  jest.advanceTimersByTime(5_000)
  expect(told).toEqual([{ error: 'cut' }])
  watch.connected()
  jest.advanceTimersByTime(2_000)
  expect(told).toEqual([{ error: 'cut' }, null])
})

test('a server that takes connections and never answers is an outage, and is asked again', async () => {
  const sockets: Socket[] = []
  let again: () => void = () => undefined
  const askedAgain = new Promise<void>((done) => {
    again = done
  })
  const server: Server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    if (sockets.length === 2) again()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  const told: (Outage | null)[] = []
  const client = createClient({
    ...{ url: `http://127.0.0.1:${port}/graphql`, silenceMs: 50, backoff: { attempts: 1, baseMs: 1, maxMs: 2 } },
    onOutage: (outage) => told.push(outage),
  })
  const stop = new AbortController()
  const document = new TypedDocumentString<unknown, Record<string, never>>('subscription { n }')
  const following = (async () => {
    for await (const _ of client.subscribe(document, {}, { signal: stop.signal }));
  })()
  await askedAgain
  expect(told).toEqual([{ error: expect.objectContaining({ code: 4499 }) }])
  stop.abort()
  await following
  await client.close()
  for (const socket of sockets) socket.destroy()
  await new Promise((done) => server.close(done))
})
