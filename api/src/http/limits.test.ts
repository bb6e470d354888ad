import { createHash } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createStorage, inTransaction } from '@aiigo/storage'
import { makeJob, makeJobSpec, makeNode, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildClientSchema, getIntrospectionQuery } from 'graphql'
import { SUBMIT, storedSpec } from '../testing/jobs.js'
import { type Answer, startApi, type TestApi } from '../testing/startApi.js'

const BEAT = `mutation ($id: Bytes!) { heartbeat(input: { nodeId: $id, runningOfferIds: [] }) { userErrors { code } } }`

let api: TestApi
beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

describe('the API protects itself from', () => {
  test('queries that are too deep', async () => {
    const deep = (levels: number): string => (levels === 0 ? 'id' : `provider { nodes { ${deep(levels - 1)} } }`)
    const { status, errors } = await api.ask(`{ nodes { ${deep(8)} } }`)
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_LARGE'])
  })

  test('queries that ask for too much, also by variables and fragments', async () => {
    const query = `query ($n: Int) { nodes(first: $n) { ...F } } fragment F on Node { tasks(first: $n) { id events(first: $n) { id } } }`
    expect((await api.ask(query, { n: 100 })).errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE')
  })

  test.each([
    [
      'introspection, many times',
      Array.from(
        { length: 20 },
        (_, i) => `a${i}: __schema { types { fields { args { name type { name } } type { name } } } }`,
      ),
    ],
    [
      'introspection of one type, many times',
      Array.from(
        { length: 20 },
        (_, i) =>
          `a${i}: __type(name: "Query") { fields { args { type { fields { name } inputFields { name type { name } } } } } }`,
      ),
    ],
    [
      'introspection in more aliases than roots',
      Array.from({ length: 690 }, (_, i) => `a${i}: __schema { types { name } }`),
    ],
    ['lists of the chain without a "first"', ['nodes { tasks { node { tasks { node { tasks { id } } } } } }']],
  ])('%s', async (_what, fields) => {
    const { status, errors } = await api.ask(`{ ${fields.join(' ')} }`)
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_LARGE'])
  })

  test('mutations that take long to check', async () => {
    const many = 'siweNonce { nonce } '.repeat(300)
    // Also by name, after a query that is long.
    for (const body of [
      { query: `mutation { ${many} }` },
      {
        query: `query A { ${'platform { chainId } '.repeat(300)} } mutation B { siweNonce { nonce } }`,
        operationName: 'B',
      },
      { query: `mutation A { siweNonce { nonce } } query B { ${many.repeat(6)} }`, operationName: 'B' },
    ]) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(api.url, { method: 'POST', headers, body: JSON.stringify(body) })
      const { errors } = (await response.json()) as Answer
      expect([response.status, errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_LARGE'])
    }
  })

  test('one cheap-looking request that is many, by aliases and fragments', async () => {
    const nonces = (count: number) => Array.from({ length: count }, (_, i) => `n${i}: siweNonce { nonce }`).join(' ')
    const before = await api.storage.fork().execute('select count(*)::int as count from siwe_nonce')
    const { errors } = await api.ask(
      `mutation { ${nonces(11)} ...F } fragment F on Mutation { ${nonces(15)} x: siweNonce { nonce } y: siweNonce { nonce } z: siweNonce { nonce } u: siweNonce { nonce } v: siweNonce { nonce } w: siweNonce { nonce } }`,
    )
    expect(errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE')
    expect(await api.storage.fork().execute('select count(*)::int as count from siwe_nonce')).toEqual(before)
    expect((await api.ask(`mutation { ${nonces(20)} }`)).errors).toBeUndefined()
  })

  test('showing what its database says when it fails', async () => {
    const key = 'Bearer aiigo_0123456789'
    await api.storage.fork().execute('alter table api_key rename to api_key_away')
    const answer = await api.ask('{ job(id: "x") { id } }', {}, key)
    await api.storage.fork().execute('alter table api_key_away rename to api_key')
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect(JSON.stringify(answer.errors)).not.toMatch(/select|api_key|relation/)
    // The credentials themselves were not the trouble, and are judged again now.
    expect((await api.ask('{ job(id: "x") { id } }', {}, key)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('requests a browser would send without asking (CSRF)', async () => {
    const headers = { 'content-type': 'text/plain' }
    const response = await fetch(api.url, { method: 'POST', headers, body: '{"query":"{ me { address } }"}' })
    expect(response.status).toBe(400)
  })

  test('bodies that are too large', async () => {
    const { status, errors } = await api.ask('{ me { address } }', { padding: 'x'.repeat(1_100_000) })
    expect([status, errors?.[0]?.extensions.code]).toEqual([413, 'INPUT_TOO_LARGE'])
  })

  test('inputs that do not fit the schema, in a readable way', async () => {
    const { errors } = await api.ask('query ($id: Bytes!) { offers(nodeIds: [$id]) { id } }', { id: 'xyz' })
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining('0x'),
    })
  })
})

describe('introspection', () => {
  test.each([{}, { inputValueDeprecation: true, specifiedByUrl: true }, { descriptions: false }])(
    'is answered once for all, with a schema that has no inner roots: %j',
    async (options) => {
      const first = await api.ask(getIntrospectionQuery(options))
      const query = buildClientSchema(first.data).getQueryType()?.getFields() ?? {}
      expect(Object.keys(query)).toEqual(expect.arrayContaining(['job', 'nodes', 'tasks', '_meta', 'platform']))
      expect(Object.keys(query)).not.toContain('_nodes')
      const again = await api.ask(getIntrospectionQuery(options).replace('IntrospectionQuery', ''))
      expect(again.data).toEqual(first.data)
      expect(again.extensions?.cost.requested).toBeLessThan(10_000)
    },
  )

  test('of another form costs the fields of its answer', async () => {
    const { data, extensions } = await api.ask('{ __type(name: "SiweNonce") { name fields { name } } }')
    expect(extensions?.cost.requested).toBe(3 + data.__type.fields.length)
  })

  test('is off where the setting says so', async () => {
    const closed = await startApi({ INTROSPECTION: 'false' })
    try {
      const { status, errors } = await closed.ask(getIntrospectionQuery())
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
      expect((await closed.ask('{ platfrm }')).errors?.[0]?.message).not.toContain('platform')
      expect((await closed.ask('{ __typename platform { chainId } }')).errors).toBeUndefined()
    } finally {
      await closed.close()
    }
  })
})

test('each answer tells its cost and what is left', async () => {
  const person = await api.person()
  const first = (await person.ask('{ platform { chainId } }')).extensions?.cost
  expect(first).toMatchObject({ requested: 2, limit: 2_000_000, resetAt: expect.any(String) })
  const second = (await person.ask('{ jobs(first: 7) { edges { cursor } } }')).extensions?.cost
  expect(second).toMatchObject({ requested: 15, remaining: first.remaining - 15 })
  const refused = await person.ask('{ nodes { tasks { node { tasks { id } } } } }')
  expect(refused.errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE')
})

test('the subgraph being away is said in its own code, without its address', async () => {
  const { data, errors } = await api.ask('{ nodes { id name } platform { chainId feeBps block } }')
  expect(data).toBeNull()
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_UNAVAILABLE'])
  expect(JSON.stringify(errors)).not.toContain('127.0.0.1')
  const rest = await api.ask('{ platform { chainId feeBps block } }')
  expect(rest.data.platform).toEqual({ chainId: 31_337, feeBps: 800, block: null })
})

describe('a caller has a cost for each minute', () => {
  test('by what is asked for, not by the number of requests; signing in has a limit of its own', async () => {
    const small = await startApi({ COST_PER_MINUTE_ANONYMOUS: '50000' })
    try {
      const dear = '{ nodes(first: 200) { tasks(first: 100) { id } } }'
      const person = await small.person()
      for (let i = 0; i < 2; i++) expect((await small.ask(dear)).status).toBe(200)
      const refused = await small.ask(dear)
      expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED'])
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(refused.extensions?.cost).toMatchObject({ requested: 20_201, limit: 50_000 })
      // A refused cost is not used up, and others have minutes of their own.
      expect((await small.ask('{ platform { chainId } }')).status).toBe(200)
      expect((await person.ask(dear)).status).toBe(200)

      let status = 200
      const use = async (query: string) => {
        status = 200
        for (let i = 0; i < 100 && status === 200; i++) status = (await small.ask(query)).status
      }
      await use('{ nodes(first: 900) { id } }')
      await use('{ platform { chainId } }')
      expect(status).toBe(429)
      expect((await (await small.person()).ask('{ me { address } }')).data.me).not.toBeNull()
    } finally {
      await small.close()
    }
  })

  test('and steps of signing in count one by one, however many one operation has', async () => {
    const small = await startApi({ COST_PER_MINUTE_ANONYMOUS: '100', SIGN_INS_PER_MINUTE: '600' })
    try {
      const twenty = `mutation { ${Array.from({ length: 20 }, (_, i) => `a${i}: siweNonce { nonce }`).join(' ')} }`
      const statuses: number[] = []
      for (let i = 0; i < 20; i++) statuses.push((await small.ask(twenty)).status)
      expect(statuses.filter((status) => status === 200).length).toBeLessThan(10)
      expect(statuses.at(-1)).toBe(429)
      expect((await small.ask('mutation { siweNonce { nonce } }')).status).toBe(200)
    } finally {
      await small.close()
    }
  })

  test('and keys that are unknown are soon not looked up any more', async () => {
    const guessing = await startApi({ SIGN_INS_PER_MINUTE: '20' })
    try {
      const guess = (key: number) => guessing.ask('{ me { address } }', {}, `Bearer aiigo_${key}`)
      const person = await guessing.person()
      const made = await person.ask('mutation { createApiKey(name: "program") { key } }')
      const withKey = () => guessing.ask('{ me { address } }', {}, `Bearer ${made.data.createApiKey.key}`)
      expect((await withKey()).data.me.address).toBe(person.address)
      for (let i = 0; i < 20; i++) await guess(i)
      await guessing.storage.fork().execute('alter table api_key rename to api_key_away')
      expect((await guess(21)).status).toBe(429)
      await guessing.storage.fork().execute('alter table api_key_away rename to api_key')
      expect((await withKey()).data.me.address).toBe(person.address)
    } finally {
      await guessing.close()
    }
  })
})

test('mutations of one wallet wait for each other, and another wallet is served meanwhile', async () => {
  const [busy, provider] = await Promise.all([api.person(), api.person()])
  const [held, own] = await Promise.all(
    [busy, provider].map(({ address }) => makeNode(api.storage.fork(), { provider: address })),
  )
  const set = `mutation ($id: Bytes!) { setAvailability(nodeId: $id, availability: DRAINING) { userErrors { code } } }`
  // All of them wait for the row's lock, each with a connection to the database.
  const waiting = await inTransaction(api.storage, async (em) => {
    await em.execute('select 1 from node where id = ? for update', [held?.id])
    const asked = Array.from({ length: 60 }, () => busy.ask(set, { id: held?.id }))
    await until(async () => (await locksOf()) > 0)
    for (let i = 0; i < 3; i++) {
      const { status, data } = await provider.ask(BEAT, { id: own?.id })
      expect([status, data?.heartbeat]).toEqual([200, { userErrors: [] }])
    }
    expect(await locksOf()).toBeLessThanOrEqual(6)
    return asked
  })
  const statuses = (await Promise.all(waiting)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(6)
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
})

test('mutations that wait for the blob store hold no place of heartbeats, from however many addresses', async () => {
  const busy = await startApi({ TRUSTED_PROXIES: '1' })
  const { promise, resolve } = Promise.withResolvers<void>()
  try {
    const from = (address: string, token: string, query: string, variables: object) =>
      fetch(busy.url, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
          'x-forwarded-for': address,
        },
        body: JSON.stringify({ query, variables }),
      })
    const people = await Promise.all(Array.from({ length: 12 }, () => busy.person()))
    const provider = await busy.person()
    const node = await makeNode(busy.storage.fork(), { provider: provider.address })
    busy.remotes.held.blobs = promise
    const input = { spec: storedSpec(busy), waitForNode: true }
    const asked = people.flatMap(({ accessToken }, person) =>
      Array.from({ length: 6 }, () => from(`203.0.113.${person}`, accessToken, SUBMIT, { input })),
    )
    await until(() => busy.remotes.open.blobs >= 24)
    for (let i = 0; i < 3; i++) {
      const begun = Date.now()
      const answer = await from('198.51.100.1', provider.accessToken, BEAT, { id: node.id })
      expect([answer.status, Date.now() - begun < 3_000]).toEqual([200, true])
    }
    resolve()
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(24)
    // They have waited for each other.
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
  } finally {
    resolve()
    await busy.close()
  }
}, 60_000)

test('a wallet with a thousand nodes has places for their heartbeats', async () => {
  const farmer = await api.person()
  const em = api.storage.fork()
  const node = await makeNode(em, { provider: farmer.address })
  await em.execute(
    `insert into node select (jsonb_populate_record(n, jsonb_build_object('id', '0x' || lpad(to_hex(i), 16, '0')))).*
     from node n, generate_series(1, 999) i where n.id = ?`,
    [node.id],
  )
  // They are counted once a minute.
  api.advance(61_000)
  await farmer.ask(BEAT, { id: node.id })
  // The API's own connections wait.
  const beside = await createStorage({ databaseUrl: api.databaseUrl, poolSize: 2 })
  const asked = await inTransaction(beside, async (held) => {
    await held.execute('select 1 from node where id = ? for update', [node.id])
    const beats = Array.from({ length: 300 }, () => farmer.ask(BEAT, { id: node.id }))
    await until(async () => (await locksOf(beside)) > 6)
    return { beats }
  })
  await beside.close()
  const statuses = (await Promise.all(asked.beats)).map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('an answer that has gone out is kept no longer', async () => {
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const body = '{"query":"mutation { siweNonce { nonce } }"}'
      const headers = { 'content-type': 'application/json', 'content-length': String(body.length), connection: 'close' }
      request(api.url, { method: 'POST', headers }, (answer) => answer.resume().once('close', resolve))
        .once('error', reject)
        .end(body)
    })
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const answers: WeakRef<object>[] = []
  const onRequest = (message: unknown) => void answers.push(new WeakRef((message as { response: object }).response))
  subscribe('http.server.request.start', onRequest)
  for (let i = 0; i < 20; i++) await ask()
  unsubscribe('http.server.request.start', onRequest)
  expect(answers).toHaveLength(20)
  await until(() => {
    collect()
    return answers.filter((answer) => answer.deref() !== undefined).length < 5
  })
})

test('answers that nobody reads keep no places of operations', async () => {
  const query = encodeURIComponent(getIntrospectionQuery())
  const get = `GET /graphql?query=${query} HTTP/1.1\r\nhost: api\r\naccept: application/json\r\n\r\n`
  const { port } = new URL(api.url)
  // Each address has three places, and strangers have four together.
  const sockets = [2, 3, 4, 5].flatMap((last) =>
    [1, 2].map(() => connect({ port: Number(port), host: '127.0.0.1', localAddress: `127.0.0.${last}` }).pause()),
  )
  try {
    for (const socket of sockets) socket.on('error', () => undefined).write(get.repeat(12))
    await until(() => sockets.every(({ bytesWritten, pending }) => !pending && bytesWritten > 0))
    for (let i = 0; i < 3; i++) expect((await api.ask('{ platform { chainId } }')).status).toBe(200)
    // By now all of them have answers that wait to be read.
    await sleep(500)
    expect((await api.ask('{ platform { chainId } }')).status).toBe(200)
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}, 60_000)

test('an operation without its text, by the hash of an earlier one, is not taken', async () => {
  const query = 'mutation A { siweNonce { nonce } } query B { platform { chainId } }'
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') }
  const post = async (body: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(api.url, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await response.json()) as Answer
  }
  await post({ query, operationName: 'A', extensions: { persistedQuery } })
  const { data, errors } = await post({ operationName: 'B', extensions: { persistedQuery } })
  expect(data ?? null).toBeNull()
  expect(errors).toHaveLength(1)
})

test('a list of jobs reads no long texts that were not asked for, and counts them before where they were', async () => {
  const buyer = await api.person()
  const env = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`V${i}`, 'x'.repeat(4_000)]))
  for (let i = 0; i < 10; i++) await makeJob(api.storage.fork(), { buyer: buyer.address, spec: makeJobSpec({ env }) })
  const aliases = (fields: string) =>
    `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: jobs(first: 10) { edges { node { ...F } } }`).join(' ')} } fragment F on Job { ${fields} }`
  const names = await buyer.ask(aliases('name'))
  expect([names.errors, names.data.a0.edges.length]).toEqual([undefined, 10])
  const specs = await buyer.ask(aliases('spec'))
  expect(specs.errors?.[0]?.extensions.code).toBe('ANSWER_TOO_LARGE')
  const few = await buyer.ask('{ jobs(first: 3) { edges { node { spec result { exitCode } } } } }')
  expect(few.data.jobs.edges[0].node.spec.env).toEqual(env)
})

/** Sessions that wait for a lock. */
async function locksOf(storage = api.storage): Promise<number> {
  const [row] = await storage
    .fork()
    .execute<{ count: number }[]>(
      `select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
  return row?.count ?? 0
}
