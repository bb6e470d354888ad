// tier: parts
import type { SessionTokens } from '@aiigo/client'
import { afterEach, expect, test } from '@jest/globals'
import { type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import { connect } from './connect.js'

const session: SessionTokens = {
  ...{ accessToken: 'access', refreshToken: 'refresh', address: '0x01' },
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
}

let platform: FakePlatform | undefined
afterEach(() => platform?.stop())

/** A store as `fileSession` is one, in memory. */
function makeStore(kept: SessionTokens | null) {
  let stored = kept
  return {
    kept: () => stored,
    store: {
      read: async () => stored,
      write: async (next: SessionTokens | null) => {
        stored = next
      },
      exclusively: <T>(work: () => Promise<T>) => work(),
    },
  }
}

test('a session that is signed out is ended at the API and forgotten by its store', async () => {
  const ended: unknown[] = []
  platform = await startFakePlatform({ api: { signOut: (input: unknown) => ended.push(input) > 0 } })
  const { store, kept } = makeStore(session)
  const connection = await connect({ apiUrl: platform.apiUrl, sessionStore: store })
  expect(await connection.signOut()).toBe(true)
  expect(ended).toEqual([{ refreshToken: 'refresh' }])
  expect([kept(), await connection.client.accessToken()]).toEqual([null, null])
  expect(await connection.signOut()).toBe(false)
  await connection.close()
})

test('it is forgotten also when the API is not there any more', async () => {
  platform = await startFakePlatform()
  const { store, kept } = makeStore(session)
  const backoff = { attempts: 1, baseMs: 1, maxMs: 1 }
  const connection = await connect({ apiUrl: platform.apiUrl, sessionStore: store, backoff })
  platform.stop()
  await expect(connection.signOut()).rejects.toMatchObject({ code: 'NETWORK' })
  expect(kept()).toBeNull()
  await connection.close()
})
