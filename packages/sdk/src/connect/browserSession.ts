import type { SessionStore, SessionTokens } from '@aiigo/client'

/** The parts of a browser that it needs; `@types/node` names neither fully. */
interface Browser {
  localStorage: {
    getItem(key: string): string | null
    setItem(key: string, value: string): void
    removeItem(key: string): void
  }
  navigator: { locks?: { request<T>(name: string, work: () => Promise<T>): Promise<T> } }
}

/**
 * Keeps a session in the browser's local storage and shares it between tabs: one tab at a time refreshes it
 * (`navigator.locks`), and the others take what it got. Two tabs that refresh one session would sign each other out.
 * @param key Name in the storage; one for each wallet, when several are used.
 * @example await connect({ apiUrl, wallet, sessionStore: browserSession() })
 */
export function browserSession(
  key = 'aiigo.session',
  browser: Browser = globalThis as unknown as Browser,
): SessionStore {
  return {
    async read() {
      const text = browser.localStorage.getItem(key)
      try {
        return text === null ? null : (JSON.parse(text) as SessionTokens)
      } catch {
        return null
      }
    },
    async write(session) {
      if (session) browser.localStorage.setItem(key, JSON.stringify(session))
      else browser.localStorage.removeItem(key)
    },
    exclusively: (work) => browser.navigator.locks?.request(key, work) ?? work(),
  }
}
