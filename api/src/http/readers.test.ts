import { setTimeout as sleep } from 'node:timers/promises'
import { inTransaction, markSilentNodes } from '@aiigo/storage'
import { makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { type Answer, type Person, startApi, type TestApi } from '../testing/startApi.js'

/** Milliseconds; a reader that has just been killed takes most of it where others use the cores. */
const ANSWER_MS = 180_000
// Some queries one after another.
jest.setTimeout(600_000)

/** Of the worker's sweep, by default. */
const HEARTBEAT_TIMEOUT_SECONDS = 15

// Queries run in the built reader (dist/reader.js), as in a started API.
let api: TestApi
let provider: Person
let nodeId: string

beforeAll(async () => {
  api = await startApi({ COST_PER_MINUTE_ANONYMOUS: '0' }, { readers: true })
  provider = await api.person()
  nodeId = (await makeNode(api.storage.fork(), { provider: provider.address })).id
})
afterAll(() => api?.close())

const BEAT = `mutation ($id: Bytes!) { heartbeat(input: { nodeId: $id, runningOfferIds: [] }) {
  nextHeartbeatSeconds userErrors { code } } }`
/** Beats, and lets the worker's sweep judge whether the node was silent for too long since the last beat. */
async function beat(): Promise<void> {
  const { data } = await provider.ask(BEAT, { id: nodeId })
  expect(data.heartbeat).toEqual({ nextHeartbeatSeconds: 5, userErrors: [] })
  const silent = await inTransaction(api.storage, (em) => markSilentNodes(em, HEARTBEAT_TIMEOUT_SECONDS))
  expect(silent).not.toContain(nodeId)
}

/** A query that is not refused, takes some tenths of a second and answers much. */
const DEAR = `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: __schema { types { fields { name args { name } } } }`).join(' ')} }`
/** Long to validate: the same field many times. */
const SLOW_TO_CHECK = `{ ${'platform { chainId } '.repeat(1_200)} }`

/** The provider's answer; on a machine that does other work as well, a query may have to be asked again. */
async function answered(query: string) {
  for (const end = Date.now() + ANSWER_MS; ; await sleep(500)) {
    const answer = await provider.ask(query)
    if (answer.status !== 503) return answer
    if (Date.now() > end) throw new Error(`expected an answer to ${query}, got ${JSON.stringify(answer.errors)}`)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('while strangers ask for much', () => {
  test('heartbeats are taken in time, and a signed-in caller is answered', async () => {
    // The flood's queries are work, not refusals.
    expect((await answered(DEAR)).status).toBe(200)
    let isFlooding = true
    const statuses = new Map<number, number>()
    const flood = Array.from({ length: 8 }, async (_, i) => {
      while (isFlooding) {
        const { status } = await api.ask(i % 2 === 0 ? DEAR : SLOW_TO_CHECK)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    })
    await until(() => statuses.size > 0, ANSWER_MS)
    let beats = 0
    const beating = (async () => {
      for (; isFlooding; beats++) {
        await beat()
        await sleep(100)
      }
    })()
    for (let i = 0; i < 4; i++) {
      expect((await answered('{ me { address } }')).data.me.address).toBe(provider.address)
    }
    isFlooding = false
    await Promise.all([...flood, beating])
    expect(beats).toBeGreaterThan(0)
    expect([...statuses.keys()].filter((status) => ![200, 400, 503].includes(status))).toEqual([])
  })

  test('a reader that hangs or dies is started anew, and heartbeats go on meanwhile', async () => {
    const pid = api.readerPid()
    process.kill(pid, 'SIGKILL')
    await until(() => !isRunning(pid))
    await beat()
    const refused = await api.ask('{ platform { chainId } }')
    if (refused.status !== 200)
      expect(['UNAVAILABLE', 'OPERATION_TOO_SLOW']).toContain(refused.errors?.[0]?.extensions.code)
    await until(async () => (await api.ask('{ platform { chainId } }')).status === 200, ANSWER_MS)
    expect(api.readerPid()).not.toBe(pid)
  })
})

test('the reader knows the caller, its costs and its words', async () => {
  const { data, extensions, headers } = await answered('{ me { address } }')
  expect(data.me.address).toBe(provider.address)
  expect(headers.get('cache-control')).toBe('no-store')
  const { requested, remaining } = extensions.cost
  expect((await answered('{ me { address } }')).extensions.cost.remaining).toBeLessThanOrEqual(remaining - requested)
  expect((await api.ask('{ me { address } }')).data.me).toBeNull()
  expect((await api.ask('{ jobs { edges { cursor } } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  expect((await api.ask('{ platfrm }')).status).toBe(400)
  // The API in front forwards what is too long for a mutation; the reader refuses it.
  const long = `query A { ${'platform { chainId } '.repeat(300)} } mutation B { siweNonce { nonce } }`
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${provider.accessToken}` },
    body: JSON.stringify({ query: long, operationName: 'B' }),
  })
  const { errors } = (await response.json()) as Answer
  expect([response.status, errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_LARGE'])
})
