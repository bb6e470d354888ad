import { createClient, type SessionTokens } from '@aiigo/client'
import { describe, expect, test } from '@jest/globals'
import { browserSession } from './browserSession.js'

const session = (name: string, seconds = 900): SessionTokens => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(Date.now() + seconds * 1_000).toISOString(),
  address: '0x01',
})

/** The storage that tabs of one origin share, and locks as the Web Locks API has them: one holder at a time. */
function makeBrowser({ locks = true } = {}) {
  const kept = new Map<string, string>()
  const held: string[] = []
  let turn: Promise<unknown> = Promise.resolve()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const request = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    held.push(name)
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  return { browser: { localStorage, navigator: locks ? { locks: { request } } : {} }, kept, held }
}

describe('a session in the browser', () => {
  test('is there for the next tab until it is signed out', async () => {
    const { browser, kept } = makeBrowser()
    const given = session('one')
    await browserSession(undefined, browser).write(given)
    expect(await browserSession(undefined, browser).read()).toEqual(given)
    await browserSession(undefined, browser).write(null)
    expect(await browserSession(undefined, browser).read()).toBeNull()
    expect([...kept.keys()]).toEqual([])
  })

  test('is none when the stored text is damaged', async () => {
    const { browser, kept } = makeBrowser()
    kept.set('aiigo.session', '{"accessToken":')
    expect(await browserSession(undefined, browser).read()).toBeNull()
  })

  test('has a name for each wallet', async () => {
    const { browser } = makeBrowser()
    await browserSession('wallet one', browser).write(session('one'))
    expect(await browserSession('wallet two', browser).read()).toBeNull()
  })

  test('is refreshed by one tab at a time, and the other tab takes it over', async () => {
    const { browser, held } = makeBrowser()
    await browserSession(undefined, browser).write(session('old', 5))
    let refreshes = 0
    const fetchNew: typeof fetch = async () => {
      refreshes++
      return Response.json({ data: { refreshSession: { session: session('new') } } })
    }
    const tabs = [0, 1].map(() =>
      createClient({ url: 'http://api.invalid', sessionStore: browserSession(undefined, browser), fetch: fetchNew }),
    )
    expect(await Promise.all(tabs.map((tab) => tab.accessToken()))).toEqual(['access-new', 'access-new'])
    expect(refreshes).toBe(1)
    expect(held).toEqual(['aiigo.session', 'aiigo.session'])
  })

  test('is refreshed without locks in a browser that has none', async () => {
    const { browser } = makeBrowser({ locks: false })
    expect(await browserSession(undefined, browser).exclusively(async () => 'done')).toBe('done')
  })

  test('tells of a full storage', async () => {
    const { browser } = makeBrowser()
    browser.localStorage.setItem = () => {
      throw new DOMException('the quota has been exceeded', 'QuotaExceededError')
    }
    await expect(browserSession(undefined, browser).write(session('one'))).rejects.toThrow(/quota/)
  })
})
