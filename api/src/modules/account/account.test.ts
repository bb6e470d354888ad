import { signatureForms } from '@aiigo/chain/testing'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startApi, type TestApi, VERIFY } from '../../testing/startApi.js'

const REFRESH = `mutation ($token: String!) { refreshSession(refreshToken: $token) {
  session { accessToken refreshToken } userErrors { code field message } } }`
const ME = '{ me { address apiKeys { id prefix revokedAt lastUsedAt } } }'

let api: TestApi
const wallet = () => privateKeyToAccount(generatePrivateKey())

beforeAll(async () => {
  api = await startApi()
}, 90_000)
afterAll(() => api?.close())

describe('signing in with Ethereum', () => {
  test('gives a session of the wallet that signed', async () => {
    const account = wallet()
    const { data } = await api.ask(VERIFY, await api.siwe(account))
    expect(data.siweVerify.userErrors).toEqual([])
    expect(data.siweVerify.session.address).toBe(account.address.toLowerCase())
    const me = await api.ask(ME, {}, `Bearer ${data.siweVerify.session.accessToken}`)
    expect(me.data.me.address).toBe(account.address.toLowerCase())
  })

  test('takes a message once', async () => {
    const signed = await api.siwe(wallet())
    const answers = await Promise.all([api.ask(VERIFY, signed), api.ask(VERIFY, signed), api.ask(VERIFY, signed)])
    const codes = answers.map(({ data }) => data.siweVerify.userErrors[0]?.code ?? 'OK').sort()
    expect(codes).toEqual(['NONCE_INVALID', 'NONCE_INVALID', 'OK'])
  })

  test.each([
    ['another domain', { domain: 'evil.test' }, 'WRONG_DOMAIN'],
    ['another URI', { uri: 'http://evil.test' }, 'WRONG_URI'],
    ['another chain', { chainId: 1 }, 'WRONG_CHAIN'],
    ['a nonce that was not given out', { nonce: 'abcdefgh12345678' }, 'NONCE_INVALID'],
    ['an expired message', { expirationTime: new Date(Date.now() - 1000) }, 'MESSAGE_EXPIRED'],
    ['a message for later', { notBefore: new Date(Date.now() + 3_600_000) }, 'MESSAGE_EXPIRED'],
  ])('refuses %s', async (_name, changes, code) => {
    const { data } = await api.ask(VERIFY, await api.siwe(wallet(), changes))
    expect(data.siweVerify.session).toBeNull()
    expect(data.siweVerify.userErrors).toEqual([{ code, field: 'message', message: expect.any(String) }])
  })

  test("refuses somebody else's signature, and leaves the nonce to its owner", async () => {
    const account = wallet()
    const { message, signature } = await api.siwe(account)
    const forged = await api.ask(VERIFY, { message, signature: await wallet().signMessage({ message }) })
    expect(forged.data.siweVerify.userErrors[0].code).toBe('BAD_SIGNATURE')
    const noise = await api.ask(VERIFY, { message, signature: '0x1234' })
    expect(noise.data.siweVerify.userErrors[0].code).toBe('BAD_SIGNATURE')
    const real = await api.ask(VERIFY, { message, signature })
    expect(real.data.siweVerify.userErrors).toEqual([])
  })

  test('takes a signature in every form that wallets answer', async () => {
    const account = wallet()
    for (const form of ['plain', 'ledger', 'highS', 'ledgerHighS', 'compact'] as const) {
      const { message, signature } = await api.siwe(account)
      const { data } = await api.ask(VERIFY, { message, signature: signatureForms(signature)[form] })
      expect([form, data.siweVerify.userErrors]).toEqual([form, []])
    }
  })

  test('says what is wrong with a signature', async () => {
    const reasonOf = async (changed: (signature: Hex) => Hex) => {
      const { message, signature } = await api.siwe(wallet())
      const { data } = await api.ask(VERIFY, { message, signature: changed(signature) })
      expect(data.siweVerify.userErrors[0]).toMatchObject({ code: 'BAD_SIGNATURE', field: 'signature' })
      return data.siweVerify.userErrors[0].message
    }
    expect(await reasonOf((signature) => `${signature.slice(0, -2)}25` as Hex)).toContain('0, 1, 27 or 28, this has 37')
    expect(await reasonOf(() => '0x1234')).toContain('this has 2')
    expect(await reasonOf(() => `0x${'11'.repeat(4_097)}`)).toContain('at most 4096 bytes')
  })

  test('tells a wrong clock the time of the server, which is good as issue time', async () => {
    const { data: nonce } = await api.ask('mutation { siweNonce { serverTime } }')
    expect(Math.abs(Date.parse(nonce.siweNonce.serverTime) - Date.now())).toBeLessThan(5_000)
    const problemOf = async (issuedAt: Date) => {
      const { data } = await api.ask(VERIFY, await api.siwe(wallet(), { issuedAt }))
      return data.siweVerify.userErrors[0]
    }
    const minutes = (count: number) => new Date(Date.now() + count * 60_000)
    const today = new Date().toISOString().slice(0, 10)
    expect(await problemOf(minutes(5))).toEqual({
      ...{ code: 'CLOCK_AHEAD', field: 'message' },
      message: expect.stringContaining(`the server's time is ${today}`),
    })
    expect(await problemOf(minutes(-15))).toMatchObject({
      code: 'CLOCK_BEHIND',
      message: expect.stringContaining(`the server's time is ${today}`),
    })
    expect(await problemOf(minutes(-10 * 365 * 24 * 60))).toMatchObject({ code: 'CLOCK_BEHIND' })
    // Within what a nonce's life and a clock's error allow.
    expect(await problemOf(minutes(-5))).toBeUndefined()
    expect(await problemOf(minutes(0.5))).toBeUndefined()
  })

  const line = (name: string, value: string) => `\n${name}: ${value}`
  test.each<[string, (message: string) => string]>([
    [
      'a second URI line',
      (message) => message.replace(/\nURI: .*/, (uri) => `${line('URI', 'http://evil.test')}${uri}`),
    ],
    ['a second URI line behind', (message) => `${message}${line('URI', 'http://evil.test')}`],
    ['a line that nobody reads', (message) => `${message}${line('Allowance', 'all of it')}`],
    ['text in front', (message) => `I owe you.\n${message}`],
    ['lines in another order', (message) => message.replace(/(\nVersion: 1)(\nChain ID: .*)/, '$2$1')],
    ['a time of another form', (message) => message.replace(/(Issued At: .*)\.\d+Z/, '$1+00:00')],
    ['an address without its checksum', (message) => message.replace(/0x[0-9a-fA-F]{40}/, (a) => a.toLowerCase())],
  ])('refuses %s', async (_, change) => {
    const account = wallet()
    const { message: proper } = await api.siwe(account)
    const message = change(proper)
    expect(message).not.toBe(proper)
    const { data } = await api.ask(VERIFY, { message, signature: await account.signMessage({ message }) })
    expect(data.siweVerify.userErrors).toMatchObject([{ code: 'SIWE_MALFORMED' }])
  })

  test('refuses text that is no sign-in message', async () => {
    const { data } = await api.ask(VERIFY, { message: 'let me in', signature: '0x12' })
    expect(data.siweVerify.userErrors[0].code).toBe('SIWE_MALFORMED')
  })
})

describe('a session', () => {
  test('is refreshed with a token that is good once; using it again ends the session', async () => {
    const person = await api.person()
    const first = await api.ask(REFRESH, { token: person.refreshToken })
    const next = first.data.refreshSession.session.refreshToken
    const stolen = await api.ask(REFRESH, { token: person.refreshToken })
    expect(stolen.data.refreshSession).toEqual({
      session: null,
      userErrors: [{ code: 'REFRESH_TOKEN_INVALID', field: 'refreshToken', message: expect.any(String) }],
    })
    const after = await api.ask(REFRESH, { token: next })
    expect(after.data.refreshSession.session).toBeNull()
  })

  test('is refreshed by one of two requests at a time, never by both', async () => {
    const { refreshToken } = await api.person()
    const answers = await Promise.all([1, 2].map(() => api.ask(REFRESH, { token: refreshToken })))
    expect(answers.filter(({ data }) => data.refreshSession.session).length).toBe(1)
  })

  test('ends by signing out', async () => {
    const { refreshToken } = await api.person()
    const signOut = 'mutation ($token: String!) { signOut(refreshToken: $token) }'
    expect((await api.ask(signOut, { token: refreshToken })).data.signOut).toBe(true)
    expect((await api.ask(signOut, { token: refreshToken })).data.signOut).toBe(false)
    expect((await api.ask(REFRESH, { token: refreshToken })).data.refreshSession.session).toBeNull()
  })

  test('ends by signing out with any token it ever had', async () => {
    const { refreshToken } = await api.person()
    const { data } = await api.ask(REFRESH, { token: refreshToken })
    const next = data.refreshSession.session.refreshToken
    const signOut = 'mutation ($token: String!) { signOut(refreshToken: $token) }'
    expect((await api.ask(signOut, { token: refreshToken })).data.signOut).toBe(true)
    expect((await api.ask(REFRESH, { token: next })).data.refreshSession.session).toBeNull()
    expect((await api.ask(signOut, { token: next })).data.signOut).toBe(false)
  })

  test('says why an operation needs another token', async () => {
    expect((await api.ask(ME)).data.me).toBeNull()
    const nobody = await api.ask('{ jobs { edges { cursor } } }')
    expect(nobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
    const wrong = await api.ask('{ jobs { edges { cursor } } }', {}, 'Bearer abc')
    expect(wrong.errors?.[0]?.message).toContain('not valid')
  })
})

describe('an API key', () => {
  const CREATE =
    'mutation ($name: String!) { createApiKey(name: $name) { key apiKey { id prefix } userErrors { code } } }'
  const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { revokedAt } userErrors { code field } } }'

  test('stands for its account until it is revoked, and cannot make another', async () => {
    const person = await api.person()
    const { key, apiKey } = (await person.ask(CREATE, { name: 'ci' })).data.createApiKey
    expect(key.startsWith(apiKey.prefix)).toBe(true)
    const me = await api.ask(ME, {}, `Bearer ${key}`)
    expect(me.data.me.address).toBe(person.address)
    const more = await api.ask(CREATE, { name: 'more' }, `Bearer ${key}`)
    expect(more.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    const foreign = await (await api.person()).ask(REVOKE, { id: apiKey.id })
    expect(foreign.data.revokeApiKey.userErrors).toEqual([{ code: 'API_KEY_UNKNOWN', field: 'id' }])
    const revoked = await person.ask(REVOKE, { id: apiKey.id })
    expect(revoked.data.revokeApiKey.apiKey.revokedAt).not.toBeNull()
    const after = await api.ask('{ jobs { edges { cursor } } }', {}, `Bearer ${key}`)
    expect(after.errors?.[0]?.message).toContain('revoked')
  })
})

test('an account has at most 20 live API keys, also when they are made at once', async () => {
  const person = await api.person()
  const create = 'mutation { createApiKey(name: "many") { key userErrors { code } } }'
  const answers = await Promise.all(Array.from({ length: 24 }, () => person.ask(create)))
  const codes = answers.map(({ data }) => data.createApiKey.userErrors[0]?.code ?? 'OK')
  expect(codes.filter((code) => code === 'OK')).toHaveLength(20)
  expect(codes.filter((code) => code === 'TOO_MANY_API_KEYS')).toHaveLength(4)
})

// Last: it moves the API's clock.
test('nonces and access tokens end', async () => {
  const person = await api.person()
  const account = wallet()
  const signed = await api.siwe(account)
  api.advance(10.5 * 60_000)
  const late = await api.ask(VERIFY, signed)
  expect(late.data.siweVerify.userErrors[0].code).toBe('NONCE_INVALID')
  api.advance(5.5 * 60_000)
  const expired = await person.ask('{ jobs { edges { cursor } } }')
  expect(expired.errors?.[0]?.message).toContain('expired')
})
