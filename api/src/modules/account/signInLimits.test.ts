import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Answer, startApi, type TestApi, VERIFY } from '../../testing/startApi.js'

let api: TestApi
beforeAll(async () => {
  api = await startApi({ TRUSTED_PROXIES: '1' })
}, 90_000)
afterAll(() => api?.close())

/** Sends a step of signing in from an address. */
async function step(address: string, query: string, variables: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
  const response = await fetch(api.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
  return { ...((await response.json()) as Answer), status: response.status }
}

test('wallets whose code the chain has to ask keep nobody else from signing in or from going on', async () => {
  const person = await api.person()
  // A signature that is no key's: the chain is asked for the account's code.
  const contracts = await Promise.all(
    Array.from({ length: 20 }, async () => ({
      ...(await api.siwe(person.account)),
      signature: `0x${'12'.repeat(64)}1b`,
    })),
  )
  const own = await api.siwe(person.account)
  const { promise, resolve } = Promise.withResolvers<void>()
  api.remotes.held.chain = promise
  try {
    const begun = Date.now()
    const checks = contracts.map((signed, i) => step(`203.0.113.${i}`, VERIFY, signed))
    await until(() => api.remotes.open.chain > 0)
    const renewed = await step(
      '198.51.100.1',
      'mutation ($token: String!) { refreshSession(refreshToken: $token) { session { address } } }',
      { token: person.refreshToken },
    )
    expect(renewed.data.refreshSession.session).toEqual({ address: person.address })
    expect((await step('198.51.100.1', 'mutation { siweNonce { nonce } }', {})).status).toBe(200)
    expect((await step('198.51.100.2', VERIFY, own)).data.siweVerify.session.address).toBe(person.address)
    expect(Date.now() - begun).toBeLessThan(3_000)
    expect(api.remotes.open.chain).toBe(2)
    // The answers come in time, whatever the chain's node does.
    const answers = await Promise.all(checks)
    expect(Date.now() - begun).toBeLessThan(8_000)
    for (const { errors } of answers) expect(errors?.[0]?.extensions.code).toBe('CHAIN_UNAVAILABLE')
  } finally {
    api.remotes.held.chain = null
    resolve()
  }
}, 30_000)
