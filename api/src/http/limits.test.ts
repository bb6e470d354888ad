import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getIntrospectionQuery } from 'graphql'
import { startApi, type TestApi } from '../testing/startApi.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi({ RATE_LIMIT_PER_MINUTE: '40' })
}, 90_000)
afterAll(() => api?.close())

describe('the API protects itself from', () => {
  test('queries that are too deep', async () => {
    const deep = (levels: number): string => (levels === 0 ? 'id' : `provider { nodes { ${deep(levels - 1)} } }`)
    const { errors } = await api.ask(`{ nodes { ${deep(8)} } }`)
    expect(errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE')
  })

  test('queries that ask for too much, also by variables and fragments', async () => {
    const query = `query ($n: Int) { nodes(first: $n) { ...F } } fragment F on Node { tasks(first: $n) { id events(first: $n) { id } } }`
    expect((await api.ask(query, { n: 100 })).errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE')
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
    const response = await fetch(`${api.url}?query=${encodeURIComponent('{ me { address } }')}`)
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

test('introspection is open, and shows no inner roots', async () => {
  const { data } = await api.ask(getIntrospectionQuery())
  const query = data.__schema.types.find(({ name }: { name: string }) => name === 'Query')
  const roots = query.fields.map(({ name }: { name: string }) => name)
  expect(roots).toEqual(expect.arrayContaining(['job', 'nodes', 'tasks', '_meta', 'platform']))
  expect(roots).not.toEqual(expect.arrayContaining(['_nodes']))
})

test('the subgraph being away is said in its own code, without its address', async () => {
  const { data, errors } = await api.ask('{ nodes { id name } platform { chainId feeBps block } }')
  expect(data).toBeNull()
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_UNAVAILABLE'])
  expect(JSON.stringify(errors)).not.toContain('127.0.0.1')
  const rest = await api.ask('{ platform { chainId feeBps block } }')
  expect(rest.data.platform).toEqual({ chainId: 31_337, feeBps: 800, block: null })
})

// Last: it uses up the minute.
test('each caller has a limit of requests a minute', async () => {
  const person = await api.person()
  let answer = await api.ask('{ me { address } }')
  for (let i = 0; i < 60 && answer.status !== 429; i++) answer = await api.ask('{ me { address } }')
  expect(answer.status).toBe(429)
  expect(answer.errors?.[0]?.extensions.code).toBe('RATE_LIMITED')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await person.ask('{ me { address } }')).status).toBe(200)
})
