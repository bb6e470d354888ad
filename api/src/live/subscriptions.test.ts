import { ETH_ADDRESS } from '@aiigo/domain'
import {
  type Attempt,
  Attempt as AttemptEntity,
  appendLogParts,
  inTransaction,
  Job,
  lockLog,
  moveJob,
  type Storage,
} from '@aiigo/storage'
import { makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import { offerJob } from '../testing/attempts.js'
import { storedSpec, submit } from '../testing/jobs.js'
import { type Person, startApi, type TestApi } from '../testing/startApi.js'

const STATUS = 'subscription ($id: ID!, $after: Int) { jobStatus(jobId: $id, afterSeq: $after) { seq state } }'
const LOGS = 'subscription ($id: ID!, $after: Int) { jobLogs(jobId: $id, afterSeq: $after) { seq text stream } }'

interface Line {
  seq: number
  text: string
}

let api: TestApi
let buyer: Person

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())

/** The first events of a subscription. @param taken gets each event as it comes */
async function take<T>(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  enough: number | ((taken: T[]) => boolean),
  taken: T[] = [],
): Promise<T[]> {
  for await (const { data, errors } of client.iterate<Record<string, T>>({ query, variables })) {
    if (errors) throw errors
    taken.push(...Object.values(data ?? {}))
    if (typeof enough === 'number' ? taken.length >= enough : enough(taken)) break
  }
  return taken
}

const part = (text: string) => ({ stream: 'STDOUT', text, at: new Date().toISOString() }) as const

/** A job with an attempt that can write a log. */
async function offered(): Promise<Attempt> {
  const { job } = await submit(buyer, storedSpec(api))
  const node = await makeNode(api.storage.fork())
  return offerJob(api, job.id, { id: node.id, asks: { [ETH_ADDRESS]: '7' } })
}

async function write(storage: Storage, attempt: Attempt, text: string): Promise<void> {
  await inTransaction(storage, async (em) => {
    await lockLog(em, attempt.id)
    await appendLogParts(em, attempt, [part(text)])
  })
}

test('a subscriber gets what was, and then what comes', async () => {
  const { job } = await submit(buyer, storedSpec(api))
  const taken: { seq: number; state: string }[] = []
  const events = take(buyer.socket(), STATUS, { id: job.id }, 3, taken)
  await until(() => taken.length === 1)
  await inTransaction(api.storage, async (em) => {
    const queued = await moveJob(em, await em.findOneOrFail(Job, { id: job.id }), 'QUEUED')
    if (queued) await moveJob(em, queued, 'MATCHED')
  })
  expect(await events).toEqual([
    { seq: 1, state: 'SUBMITTED' },
    { seq: 2, state: 'QUEUED' },
    { seq: 3, state: 'MATCHED' },
  ])
  const resumed = await take(buyer.socket(), STATUS, { id: job.id, after: 2 }, 1)
  expect(resumed).toEqual([{ seq: 3, state: 'MATCHED' }])
})

test('subscribers that come, go and resume while many write miss nothing and get nothing twice', async () => {
  const attempt = await offered()
  const { jobId } = attempt
  const WRITERS = 6
  const EACH = 40
  const TOTAL = WRITERS * EACH
  let writing = true
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let i = 0; i < EACH; i++) await write(api.storage, attempt, `${writer}:${i}\n`)
  })
  const all = Promise.all(writers).finally(() => {
    writing = false
  })

  async function readInPieces(): Promise<Line[]> {
    const lines: Line[] = []
    while (lines.length < TOTAL) {
      const piece = Math.min(TOTAL - lines.length, 1 + Math.floor(Math.random() * 50))
      const client = buyer.socket()
      const after = lines.at(-1)?.seq ?? 0
      const enough = (taken: Line[][]) => taken.flat().length >= piece
      lines.push(...(await take<Line[]>(client, LOGS, { id: jobId, after }, enough)).flat())
      await client.dispose()
    }
    return lines
  }
  const readers = await Promise.all([
    readInPieces(),
    readInPieces(),
    take<Line[]>(buyer.socket(), LOGS, { id: jobId }, (taken) => taken.flat().length >= TOTAL).then((all) =>
      all.flat(),
    ),
  ])
  await all
  expect(writing).toBe(false)
  for (const lines of readers) {
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: TOTAL }, (_, i) => i + 1))
    expect(new Set(lines.map(({ text }) => text)).size).toBe(TOTAL)
  }
}, 60_000)

test('lines that are there come many at once', async () => {
  const attempt = await offered()
  await write(api.storage, attempt, 'x\n'.repeat(1_200))
  const enough = (taken: Line[][]) => taken.flat().length >= 1_200
  const messages = await take<Line[]>(buyer.socket(), LOGS, { id: attempt.jobId }, enough)
  expect(messages.map((lines) => lines.length)).toEqual([500, 500, 200])
})

test('a provider gets the lines of its own attempts, and its stream ends with them', async () => {
  const provider = await api.person()
  const { job } = await submit(buyer, storedSpec(api))
  const node = await makeNode(api.storage.fork(), { provider: provider.address })
  const own = await offerJob(api, job.id, { id: node.id, asks: { [ETH_ADDRESS]: '7' } })
  await api.storage.fork().nativeUpdate(AttemptEntity, { id: own.id }, { state: 'EXECUTING', number: 1 })
  const foreign = await makeNode(api.storage.fork())
  const [copy] = await api.storage.fork().execute<{ id: string }[]>(
    `insert into attempt select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'node_id', ?::text,
       'provider', ?::text))).* from attempt a where id = ? returning id`,
    [foreign.id, foreign.provider, own.id],
  )
  const other = { id: copy?.id ?? '', jobId: job.id } as Attempt
  await write(api.storage, own, 'own\n')
  await write(api.storage, other, 'foreign\n')
  const taken: Line[][] = []
  const all = take<Line[]>(provider.socket(), LOGS, { id: job.id }, Number.MAX_SAFE_INTEGER, taken)
  await until(() => taken.length === 1)
  await write(api.storage, own, 'last\n')
  await until(() => taken.length === 2)
  const ended = { state: 'RELEASED', endedAt: new Date() } as const
  await api.storage.fork().nativeUpdate(AttemptEntity, { id: own.id }, ended)
  await write(api.storage, other, 'more\n')
  expect((await all).flat().map(({ text }) => text)).toEqual(['own', 'last'])
})

test("somebody else's job can't be listened to", async () => {
  const { job } = await submit(buyer, storedSpec(api))
  const stranger = await api.person()
  await expect(take(stranger.socket(), STATUS, { id: job.id }, 1)).rejects.toMatchObject([
    { extensions: { code: 'JOB_UNKNOWN' } },
  ])
  await expect(take(api.socket(), STATUS, { id: job.id }, 1)).rejects.toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ])
})

test('a socket with credentials that are not accepted is closed with 4401', async () => {
  const closed = await take(api.socket('Bearer nonsense'), STATUS, { id: 'x' }, 1).catch((error: unknown) => error)
  expect(closed).toMatchObject({ code: 4401 })
})

test('queries belong to HTTP, and subscriptions that do not fit the schema are refused', async () => {
  await expect(take(buyer.socket(), '{ me { address } }', {}, 1)).rejects.toMatchObject([
    { extensions: { code: 'BAD_REQUEST' } },
  ])
  await expect(take(buyer.socket(), 'subscription { weather { temperature } }', {}, 1)).rejects.toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ])
})

test('a subscription that asks for too much is refused', async () => {
  const { job } = await submit(buyer, storedSpec(api))
  const fields = Array.from({ length: 600 }, (_, i) => `t${i}: text`).join(' ')
  const fragments = Array.from({ length: 5 }, (_, i) => `fragment F${i} on LogLine { ...F${i + 1} ...F${i + 1} }`)
  const query = `subscription ($id: ID!) { jobLogs(jobId: $id) { ...F0 } } ${fragments.join(' ')} fragment F5 on LogLine { ${fields} }`
  await expect(take(buyer.socket(), query, { id: job.id }, 1)).rejects.toMatchObject([
    { extensions: { code: 'OPERATION_TOO_LARGE' } },
  ])
})

test('availability is sent from the start of the subscription on', async () => {
  const provider = await api.person()
  const node = await makeNode(api.storage.fork(), { provider: provider.address, online: false })
  const marker = await makeNode(api.storage.fork(), { provider: provider.address })
  const taken: { nodeId: string }[] = []
  const query = 'subscription { nodeAvailability { nodeId online availability } }'
  const ofNode = () => taken.filter(({ nodeId }) => nodeId === node.id)
  const events = take(api.socket(), query, {}, () => ofNode().length > 0, taken)
  // The subscription has begun when the changes of another node arrive.
  const set = `mutation ($id: Bytes!, $to: Availability!) { setAvailability(nodeId: $id, availability: $to) { userErrors { code } } }`
  let changes = 0
  await until(async () => {
    await provider.ask(set, { id: marker.id, to: changes++ % 2 === 0 ? 'DRAINING' : 'AVAILABLE' })
    return taken.length > 0
  })
  const beat = `mutation ($id: Bytes!) { heartbeat(input: { nodeId: $id, runningOfferIds: [] }) { userErrors { code } } }`
  await provider.ask(beat, { id: node.id })
  await events
  expect(ofNode()).toEqual([{ nodeId: node.id, online: true, availability: 'AVAILABLE' }])
})

/** A job with seven events, and a subscription of which three cost a minute of 1 000. */
async function dearEvents(small: TestApi, owner: Person): Promise<{ id: string; dear: string }> {
  const { job } = await submit(owner, storedSpec(small))
  const fields = Array.from({ length: 300 }, (_, i) => `s${i}: state`).join(' ')
  await inTransaction(small.storage, async (em) => {
    let moved: Job | null = await em.findOneOrFail(Job, { id: job.id })
    for (const state of ['QUEUED', 'MATCHED', 'QUEUED', 'MATCHED', 'QUEUED', 'MATCHED'] as const)
      moved = moved && (await moveJob(em, moved, state))
  })
  return { id: job.id, dear: `subscription ($id: ID!) { jobStatus(jobId: $id) { seq ${fields} } }` }
}

test('events beyond the cost of a minute wait, and cheaper ones of the same wallet do not', async () => {
  const small = await startApi({ COST_PER_MINUTE: '1000' })
  try {
    const owner = await small.person()
    const { id, dear } = await dearEvents(small, owner)
    const got: { seq: number }[] = []
    const socket = owner.socket()
    const waiting = take(socket, dear, { id }, 7, got).catch(() => undefined)
    await until(() => got.length === 3)
    // The wallet's heartbeats and queries are not what waits.
    expect((await owner.ask('{ me { address } }')).status).toBe(200)
    const cheap = await take<{ seq: number }>(owner.socket(), STATUS, { id }, 3)
    expect(cheap.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(got.length).toBe(3)
    await socket.dispose()
    await waiting
  } finally {
    await small.close()
  }
})

test('an id that is used again while its subscription is open closes the socket, and nothing is left open', async () => {
  const small = await startApi({ COST_PER_MINUTE: '1000' })
  try {
    const owner = await small.person()
    const { id, dear } = await dearEvents(small, owner)
    const socket = new WebSocket(small.url.replace('http', 'ws'), 'graphql-transport-ws')
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    let events = 0
    socket.on('message', (message) => {
      if (JSON.parse(String(message)).type === 'next') events++
    })
    const send = (message: object) => socket.send(JSON.stringify(message))
    await new Promise((resolve) => socket.once('open', resolve))
    send({ type: 'connection_init', payload: { authorization: `Bearer ${owner.accessToken}` } })
    await new Promise((resolve) => socket.once('message', resolve))
    const subscribe = { type: 'subscribe', id: 'a', payload: { query: dear, variables: { id } } }
    send(subscribe)
    // The fourth waits for its minute.
    await until(() => events === 3)
    send(subscribe)
    expect(await closed).toBe(4409)
  } finally {
    await small.close()
  }
})
