import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { privateKeyToAccount } from 'viem/accounts'
import { parseSiweMessage } from 'viem/siwe'
import { createClient } from './createClient.js'
import { MeDocument } from './generated/operations.js'
import { signIn } from './signIn.js'

const account = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** An API whose clock is `ms` ahead of this machine's. */
async function startApi(ms: number) {
  const asked: string[] = []
  const signed: string[] = []
  const now = () => Date.now() + ms
  const session = () => ({
    ...{ accessToken: `access-${asked.length}`, refreshToken: `refresh-${asked.length}`, address: account.address },
    expiresAt: new Date(now() + 900_000).toISOString(),
  })
  const challenge = () => ({
    ...{ nonce: 'abcdefgh12345678', domain: 'api.test', uri: 'http://api.test', chainId: 1, statement: 'Sign in.' },
    ...{ serverTime: new Date(now()).toISOString(), expiresAt: new Date(now() + 600_000).toISOString() },
  })
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { query, variables } = JSON.parse(body) as { query: string; variables: { message: string } }
    const name = /siweNonce|siweVerify|refreshSession|me\b/.exec(query)?.[0] ?? ''
    asked.push(name)
    if (name === 'siweVerify') signed.push(variables.message)
    const answer = name === 'siweNonce' ? challenge() : name === 'me' ? null : { session: session(), userErrors: [] }
    response.end(JSON.stringify({ data: { [name]: answer } }))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, asked, signed, session }
}

test.each([
  ['an hour ahead', -3_600_000],
  ['an hour behind', 3_600_000],
])('a machine whose clock is %s signs in at the time of the API, and keeps its token', async (_, ms) => {
  const { url, asked, signed } = await startApi(ms)
  const client = createClient({ url })
  await signIn(client, account)
  const { issuedAt } = parseSiweMessage(signed[0] ?? '')
  expect(Math.abs(Number(issuedAt) - Date.now() - ms)).toBeLessThan(5_000)
  expect(Math.abs(client.now() - Date.now() - ms)).toBeLessThan(5_000)
  for (const _again of [1, 2]) await client.execute(MeDocument)
  expect(asked).toEqual(['siweNonce', 'siweVerify', 'me', 'me'])
})

test('a machine whose clock is an hour ahead refreshes a kept session once, not before each call', async () => {
  const { url, asked, session } = await startApi(-3_600_000)
  const client = createClient({ url, session: session() })
  for (const _again of [1, 2, 3]) await client.execute(MeDocument)
  expect(asked).toEqual(['refreshSession', 'me', 'me', 'me'])
})

test('a session that another program has refreshed meanwhile goes on from its newest token', async () => {
  const { url, session } = await startApi(0)
  const ending = (name: string, seconds: number) => ({
    ...{ ...session(), accessToken: `access-${name}`, refreshToken: `refresh-${name}` },
    expiresAt: new Date(Date.now() + seconds * 1_000).toISOString(),
  })
  const used: string[] = []
  const client = createClient({
    url,
    session: ending('old', 5),
    sessionStore: { read: async () => ending('newer', 10), write: async () => {}, exclusively: (work) => work() },
    fetch: (input, init) => {
      const { variables } = JSON.parse(String(init?.body)) as { variables?: { refreshToken?: string } }
      if (variables?.refreshToken) used.push(variables.refreshToken)
      return fetch(input, init)
    },
  })
  await client.execute(MeDocument)
  // The old one was used already: once more and the API would end the session.
  expect(used).toEqual(['refresh-newer'])
})
