import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { appendEvent, inTransaction, markSilentNodes } from '@aiigo/storage'
import { makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { type ClientOptions, WebSocket } from 'ws'
import { storedSpec, submit } from '../testing/jobs.js'
import { startApi, type TestApi } from '../testing/startApi.js'

/** Of the worker's sweep, by default. */
const HEARTBEAT_TIMEOUT_SECONDS = 15

let api: TestApi
const written: unknown[] = []

/** The API's ends of connections, by the client's port. */
const accepted = new Map<number | undefined, Socket>()
const accepts = (message: unknown) => {
  const { socket } = message as { socket: Socket }
  accepted.set(socket.remotePort, socket)
}

beforeAll(async () => {
  subscribe('net.server.socket', accepts)
  api = await startApi({ SOCKETS_PER_ADDRESS: '6', SOCKETS_PER_WALLET: '2', COST_PER_MINUTE_ANONYMOUS: '10000' })
}, 90_000)
afterAll(async () => {
  unsubscribe('net.server.socket', accepts)
  await api?.close()
})

const open: WebSocket[] = []
const ends: Socket[] = []
// The API gives a connection's place back when its own end has closed.
beforeEach(async () => {
  for (const socket of open.splice(0)) socket.terminate()
  await Promise.all(ends.splice(0).map((end) => end.closed || once(end, 'close')))
  await turn()
})

/** A client that speaks the protocol by itself. */
function connect(options: ClientOptions = {}): WebSocket {
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws', options)
  socket.on('error', () => undefined)
  socket.on('upgrade', ({ socket: { localPort } }) => {
    const end = accepted.get(localPort)
    if (!end) throw new Error(`expected the API's end of the connection from port ${localPort}`)
    ends.push(end)
  })
  open.push(socket)
  return socket
}
const send = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message))
interface Message {
  type: string
  payload?: unknown
  id?: string
}
async function next(socket: WebSocket): Promise<Message> {
  const [data] = (await once(socket, 'message')) as [Buffer]
  return JSON.parse(data.toString()) as Message
}
async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number]
  return code
}
async function ready(payload?: object): Promise<WebSocket> {
  const socket = connect()
  await once(socket, 'open')
  send(socket, { type: 'connection_init', ...(payload ? { payload } : {}) })
  expect(await next(socket)).toEqual({ type: 'connection_ack' })
  return socket
}

test('strangers of an address share a hundred subscriptions, and a closed socket gives its own back', async () => {
  const [first, second] = [await ready(), await ready()]
  const query = 'subscription { nodeAvailability { seq } }'
  let probes = 0
  /**
   * The error of one more subscription; null when it is taken, and stays. The answer to a ping that follows comes after
   * the error.
   */
  const refusal = async () => {
    const id = `probe ${probes++}`
    const { promise, resolve } = Promise.withResolvers<Message | null>()
    let error: Message | null = null
    const read = (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message
      if (message.type === 'error' && message.id === id) error = message
      if (message.type === 'pong') resolve(error)
    }
    second.on('message', read)
    send(second, { type: 'subscribe', id, payload: { query } })
    send(second, { type: 'ping' })
    return promise.finally(() => second.off('message', read))
  }
  expect(await refusal()).toBeNull()
  for (let id = 0; id < 98; id++) {
    send(id < 60 ? first : second, { type: 'subscribe', id: `${id}`, payload: { query } })
  }
  await until(async () => (await refusal()) !== null)
  expect(await refusal()).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
  })
  first.terminate()
  await until(async () => (await refusal()) === null)
})

test('a completed subscription ends at once, also while an event waits for its caller’s next minute', async () => {
  const small = await startApi({ COST_PER_MINUTE_ANONYMOUS: '1000' })
  try {
    const socket = new WebSocket(small.url.replace('http', 'ws'), 'graphql-transport-ws')
    const closed: number[] = []
    socket.on('close', (code) => closed.push(code))
    await once(socket, 'open')
    send(socket, { type: 'connection_init' })
    await next(socket)
    const fields = Array.from({ length: 300 }, (_, i) => `a${i}: seq`).join(' ')
    const payload = { query: `subscription { nodeAvailability { ${fields} } }` }
    send(socket, { type: 'subscribe', id: 'x', payload })
    const node = await makeNode(small.storage.fork(), { online: false })
    let events = 0
    const answers: string[] = []
    socket.on('message', (data) => {
      answers.push(String(data))
      if (String(data).includes('"next"')) events++
    })
    // Three events use the minute up, and the next one waits.
    const come = () =>
      inTransaction(small.storage, (em) =>
        appendEvent(em, 'nodes', {
          ...{ nodeId: node.id, online: true, availability: 'AVAILABLE' },
          at: new Date().toISOString(),
        }),
      )
    await until(async () => {
      await come()
      return events === 3
    })
    await come()
    send(socket, { type: 'complete', id: 'x' })
    // The id of a subscription that has not ended would close the connection.
    send(socket, { type: 'subscribe', id: 'x', payload: { query: 'subscription { nodeAvailability { seq } }' } })
    send(socket, { type: 'ping', payload: { at: 7 } })
    await until(() => answers.some((text) => text.includes('pong')))
    expect(closed).toEqual([])
    socket.terminate()
  } finally {
    await small.close()
  }
}, 60_000)

test('a ping is answered with its payload when that is small, so that nothing large waits for the client', async () => {
  const socket = await ready()
  send(socket, { type: 'ping', payload: { at: 7 } })
  expect(await next(socket)).toEqual({ type: 'pong', payload: { at: 7 } })
  send(socket, { type: 'ping', payload: { filler: 'x'.repeat(10_000) } })
  expect(await next(socket)).toEqual({ type: 'pong' })
})

test('a message of 90 000 bytes is for wallets: a stranger is closed with it', async () => {
  const large = { type: 'ping', payload: { filler: 'x'.repeat(90_000) } }
  const stranger = await ready()
  send(stranger, large)
  expect(await closeCode(stranger)).toBe(1009)
  const { accessToken } = await api.person()
  const wallet = await ready({ authorization: `Bearer ${accessToken}` })
  send(wallet, large)
  expect(await next(wallet)).toEqual({ type: 'pong' })
})

test('a client that sends without end and reads nothing is closed, while heartbeats and others are served', async () => {
  const provider = await api.person()
  const node = await makeNode(api.storage.fork(), { provider: provider.address })
  const socket = await ready()
  let isClosed = false
  const closed = once(socket, 'close').finally(() => {
    isClosed = true
  })
  // Nothing is read back.
  ;(socket as unknown as { _socket: { pause(): void } })._socket.pause()
  let isOver = false
  let beats = 0
  const flood = (async () => {
    // Until there were some beats, however slow they are.
    for (let i = 0; i < 2_400 || beats < 4; i++) {
      send(socket, { type: 'ping', payload: { filler: 'x'.repeat(15_000) } })
      socket.ping('y'.repeat(125))
      if (i % 60 === 0 || i > 2_400) await sleep(5)
    }
    isOver = true
  })()
  const silentNodes = () => inTransaction(api.storage, (em) => markSilentNodes(em, HEARTBEAT_TIMEOUT_SECONDS))
  while (!isOver) {
    const beat =
      'mutation ($id: Bytes!) { heartbeat(input: { nodeId: $id, runningOfferIds: [] }) { userErrors { code } } }'
    expect((await provider.ask(beat, { id: node.id })).data.heartbeat.userErrors).toEqual([])
    expect(await silentNodes()).not.toContain(node.id)
    beats++
    await sleep(20)
  }
  await flood
  ;(socket as unknown as { _socket: { resume(): void } })._socket.resume()
  // Bytes of this address are used up for its queries as well, but not for a wallet. Its minute may end at any moment.
  for (let leastLeft = Number.POSITIVE_INFINITY; leastLeft >= 200; await sleep(20)) {
    const isLast = isClosed
    const left = await api.ask('{ platform { chainId } }')
    leastLeft = Math.min(leastLeft, left.status === 429 ? 0 : left.extensions.cost.remaining)
    if (isLast) expect(leastLeft).toBeLessThan(200)
  }
  const [code] = (await closed) as [number]
  expect([4429, 1006]).toContain(code)
  const { job } = await submit(provider, storedSpec(api))
  const events = provider.socket().iterate({
    query: 'subscription ($id: ID!) { jobStatus(jobId: $id) { state } }',
    variables: { id: job.id },
  })
  expect((await events.next()).value).toMatchObject({ data: { jobStatus: { state: 'SUBMITTED' } } })
  await events.return?.()
}, 120_000)

test('messages that do not belong to the protocol close the connection and leave no lines beside the log', async () => {
  const fresh = await startApi()
  const errors = jest.spyOn(console, 'error').mockImplementation((...line) => void written.push(line))
  try {
    for (const message of ['{', '{"type":"weather"}', '{"type":"subscribe"}', 'x'.repeat(100_001)]) {
      const socket = new WebSocket(fresh.url.replace('http', 'ws'), 'graphql-transport-ws')
      await once(socket, 'open')
      socket.send(message)
      expect([4400, 4401, 1009]).toContain(await closeCode(socket))
    }
    expect(written).toEqual([])
  } finally {
    errors.mockRestore()
    await fresh.close()
  }
})

test('an address and a wallet have a number of connections each', async () => {
  const person = await api.person()
  const wide = await startApi({ SOCKETS_PER_ADDRESS: '3', SOCKETS_PER_WALLET: '1' })
  // Before the connections: one that does not sign in within three seconds is closed.
  const own = await wide.person()
  const sockets: WebSocket[] = []
  const arrive = async () => {
    const socket = new WebSocket(wide.url.replace('http', 'ws'), 'graphql-transport-ws')
    sockets.push(socket)
    return new Promise<number>((resolve) => {
      socket.once('open', () => resolve(101))
      socket.on('error', ({ message }) => resolve(Number(/\d{3}/.exec(message)?.[0])))
    })
  }
  try {
    expect([await arrive(), await arrive(), await arrive(), await arrive()]).toEqual([101, 101, 101, 429])
    const [first, second, third] = sockets
    first?.close()
    // The place is free once the server has seen the end of the connection.
    await until(async () => (await arrive()) === 101)
    for (const socket of [second, third]) {
      // HTTP's header has any spelling, and so have these.
      if (socket) send(socket, { type: 'connection_init', payload: { Authorization: `Bearer ${own.accessToken}` } })
    }
    expect(second && (await next(second))).toEqual({ type: 'connection_ack' })
    expect(third && (await closeCode(third))).toBe(4429)
    expect(person.address).not.toBe(own.address)
  } finally {
    for (const socket of sockets) socket.terminate()
    await wide.close()
  }
}, 60_000)
