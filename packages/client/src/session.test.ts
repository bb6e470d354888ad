import { describe, expect, test } from '@jest/globals'
import { createSessionKeeper, type SessionStore, type SessionTokens } from './session.js'

const tokens = (name: string, seconds: number): SessionTokens => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
  address: '0x01',
})

/** The store that two tabs share, and the number of requests for a new session. */
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

describe('a store that fails', () => {
  const full = new Error('ENOSPC: no space left on device')

  /** A store whose next calls fail as often as said. */
  function failing({ reads = 0, writes = 0, stored = tokens('kept', 900) }) {
    const kept: (SessionTokens | null)[] = []
    const store: SessionStore = {
      read: async () => {
        if (reads-- > 0) throw full
        return stored
      },
      write: async (session) => {
        if (writes-- > 0) throw full
        kept.push(session)
      },
      exclusively: (work) => work(),
    }
    const keeper = createSessionKeeper({
      ...{ initial: null, store, changed: () => undefined },
      refresh: async () => tokens('new', 900),
    })
    return { keeper, kept }
  }

  test('tells the caller that set the session, and the session is in use all the same', async () => {
    const { keeper } = failing({ writes: 1 })
    await expect(keeper.set(tokens('given', 900))).rejects.toBe(full)
    expect(await keeper.accessToken()).toBe('access-given')
  })

  test('ends no program that ignores it, and keeps the next session', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const { keeper, kept } = failing({ writes: 1 })
    keeper.set(tokens('one', 900))
    keeper.set(tokens('two', 900))
    expect(await keeper.accessToken()).toBe('access-two')
    // Node tells of unhandled rejections after the microtasks of a turn.
    await new Promise((done) => setImmediate(done))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
    expect(kept.map((session) => session?.accessToken)).toEqual(['access-two'])
  })

  test('tells of a refreshed session that it did not keep, once', async () => {
    const { keeper } = failing({ writes: 1, stored: tokens('old', 5) })
    await expect(keeper.accessToken()).rejects.toBe(full)
    expect(await keeper.accessToken()).toBe('access-new')
  })

  test('is read again after a read that failed', async () => {
    const { keeper } = failing({ reads: 1 })
    await expect(keeper.accessToken()).rejects.toBe(full)
    expect(await keeper.accessToken()).toBe('access-kept')
  })
})
