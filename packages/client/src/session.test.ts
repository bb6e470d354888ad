import { expect, test } from '@jest/globals'
import { createSessionKeeper, type SessionStore, type SessionTokens } from './session.js'

const tokens = (name: string, seconds: number): SessionTokens => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
  address: '0x01',
})

/** What two tabs share, and how often the API was asked for a new session. */
function tabs(stored: SessionTokens | null) {
  let kept = stored
  let turn: Promise<unknown> = Promise.resolve()
  const used: string[] = []
  const store: SessionStore = {
    read: async () => kept,
    write: async (session) => {
      kept = session
    },
    exclusively: (work) => {
      const result = turn.then(work)
      turn = result.catch(() => undefined)
      return result
    },
  }
  const open = () =>
    createSessionKeeper({
      initial: null,
      store,
      changed: () => undefined,
      refresh: async (refreshToken) => {
        // Good once: a second use ends the session, as the API does it.
        if (used.includes(refreshToken)) return null
        used.push(refreshToken)
        return tokens('new', 900)
      },
    })
  return { open, used, kept: () => kept }
}

test('two tabs that need a fresh token at once use the refresh token once', async () => {
  const { open, used, kept } = tabs(tokens('old', 5))
  const got = await Promise.all([open().accessToken(), open().accessToken()])
  expect(got).toEqual(['access-new', 'access-new'])
  expect(used).toEqual(['refresh-old'])
  expect(kept()?.accessToken).toBe('access-new')
})

test('a session of an earlier run is taken up', async () => {
  const { open, used } = tabs(tokens('kept', 900))
  expect(await open().accessToken()).toBe('access-kept')
  expect(used).toEqual([])
})
