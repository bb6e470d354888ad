import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { createClient } from './createClient.js'
import { ApiError, ApiUnavailableError, NetworkError, succeed, UnauthenticatedError } from './errors.js'
import { MeDocument, RefreshSessionDocument, SignOutDocument, TypedDocumentString } from './generated/operations.js'

interface Received {
  query: string
  authorization: string | undefined
}

const backoff = { attempts: 3, baseMs: 1, maxMs: 5 }
let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** An HTTP server that answers as a test says. */
async function serve(
  answer: (received: Received, response: ServerResponse, count: number) => unknown,
): Promise<{ url: string; calls: Received[] }> {
  const calls: Received[] = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const received = { query: JSON.parse(body).query as string, authorization: request.headers.authorization }
    calls.push(received)
    const result = answer(received, response, calls.length)
    if (result !== undefined) response.end(JSON.stringify(result))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, calls }
}

const session = (name: string, seconds: number) => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
  address: '0x01',
})
const cut = (response: ServerResponse): undefined => void response.destroy()

test('queries are repeated after a broken connection; mutations are not, unless they may be', async () => {
  const { url, calls } = await serve((_, response, count) =>
    [1, 3, 4].includes(count) ? cut(response) : { data: { me: null, signOut: true } },
  )
  const client = createClient({ url, backoff })
  expect(await client.execute(MeDocument)).toEqual({ me: null, signOut: true })
  await expect(client.execute(SignOutDocument, { refreshToken: 'x' })).rejects.toBeInstanceOf(NetworkError)
  expect(calls.length).toBe(3)
  await client.execute(SignOutDocument, { refreshToken: 'x' }, { idempotent: true })
  expect(calls.length).toBe(5)
})

test('a busy API is asked again after a pause, also by a mutation; in the end it is an error', async () => {
  const { url, calls } = await serve((_, response, count) => {
    response.statusCode = count < 3 ? 429 : 200
    const busy = { errors: [{ message: 'slow down', extensions: { code: 'RATE_LIMITED' } }] }
    return count < 3 ? busy : { data: { signOut: true } }
  })
  const client = createClient({ url, backoff })
  expect(await client.execute(SignOutDocument, { refreshToken: 'x' })).toEqual({ signOut: true })
  expect(calls.length).toBe(3)
  const impatient = createClient({ url: url.replace(/:\d+/, ':1'), backoff })
  await expect(impatient.execute(MeDocument)).rejects.toMatchObject({ code: 'NETWORK', retryable: true })
})

test('errors of the API come as classes with their code', async () => {
  const passing = ['SUBGRAPH_UNAVAILABLE', 'CHAIN_UNAVAILABLE', 'BLOB_STORE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']
  const codes = ['UNAUTHENTICATED', 'FORBIDDEN', ...passing]
  const { url } = await serve(({ query }) => ({
    errors: [{ message: query, extensions: { code: codes.find((code) => query.includes(code)) } }],
  }))
  const client = createClient({ url, backoff: { ...backoff, attempts: 1 } })
  const ask = (code: string) =>
    client.execute(new TypedDocumentString<unknown, Record<string, never>>(`query { ${code} }`))
  await expect(ask('UNAUTHENTICATED')).rejects.toBeInstanceOf(UnauthenticatedError)
  // An agent with a finished result must not give up because the API's database was unavailable for a moment.
  for (const code of passing) {
    await expect(ask(code)).rejects.toBeInstanceOf(ApiUnavailableError)
    await expect(ask(code)).rejects.toMatchObject({ code, retryable: true })
  }
  await expect(ask('FORBIDDEN')).rejects.toBeInstanceOf(ApiError)
  expect(() => succeed({ userErrors: [{ code: 'X', field: 'a', message: 'b' }] })).toThrow('a: b')
})

test('a session is refreshed before it ends, once for all calls', async () => {
  const { url, calls } = await serve(({ query }) =>
    query === String(RefreshSessionDocument)
      ? { data: { refreshSession: { session: session('new', 900), userErrors: [] } } }
      : { data: { me: null } },
  )
  const kept: unknown[] = []
  const client = createClient({ url, backoff, session: session('old', 5), onSession: (next) => kept.push(next) })
  await Promise.all([1, 2, 3].map(() => client.execute(MeDocument)))
  expect(calls.map(({ authorization }) => authorization)).toEqual([undefined, ...Array(3).fill('Bearer access-new')])
  expect(kept).toMatchObject([{ refreshToken: 'refresh-new' }])
})

test('a token that is refused is renewed, by signing in again when refreshing fails', async () => {
  const { url } = await serve(({ query, authorization }) => {
    if (query === String(RefreshSessionDocument)) return { data: { refreshSession: { session: null, userErrors: [] } } }
    if (authorization === 'Bearer access-fresh') return { data: { me: { address: '0x01' } } }
    return { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] }
  })
  const client = createClient({ url, backoff, session: session('revoked', 900) })
  await expect(client.execute(MeDocument)).rejects.toBeInstanceOf(UnauthenticatedError)
  client.setSession(session('revoked', 900))
  client.onSessionEnd(async () => session('fresh', 900))
  expect((await client.execute(MeDocument)).me?.address).toBe('0x01')
})
