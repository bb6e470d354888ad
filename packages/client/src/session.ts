/** Tokens of a signed-in wallet. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** ISO 8601: when the access token ends. */
  readonly expiresAt: string
  /** Wallet address, lower-case. */
  readonly address: string
}

/** Where a session is kept between runs, or between the tabs of a browser. */
export interface SessionStore {
  read(): Promise<SessionTokens | null>
  write(session: SessionTokens | null): Promise<void>
  /** Runs `work` while no other user of the store does: two that refresh one session at once would end it. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

export interface SessionKeeper {
  /** The session as it is, perhaps expired. */
  current(): SessionTokens | null
  /**
   * The session is in use at once. The promise is for the store's copy: it rejects with the store's error. A caller may
   * ignore it; the session stays in use.
   */
  set(session: SessionTokens | null): Promise<void>
  /** A token that is good for a while: refreshed first when it is about to end. Null without a session. */
  accessToken(): Promise<string | null>
  /** Forces a new access token, for example after the API refused this one. False when there is no way to get one. */
  renew(refused: string | null): Promise<boolean>
  /** Gets a new session when refreshing fails, for programs that hold their key; null: the client does not. */
  onEnd(signInAgain: (() => Promise<SessionTokens>) | null): void
}

interface Deps {
  initial: SessionTokens | null
  refresh: (refreshToken: string) => Promise<SessionTokens | null>
  changed: (session: SessionTokens | null) => void
  /** Shared with others that may have refreshed the session meanwhile. */
  store?: SessionStore | undefined
  now?: () => number
}

/** Refresh this long before the end. */
const MARGIN_MS = 30_000

/** Keeps tokens fresh: one refresh at a time, however many calls need it, because a refresh token is good once. */
export function createSessionKeeper({ initial, refresh, changed, store, now = Date.now }: Deps): SessionKeeper {
  let session = initial
  let signInAgain: (() => Promise<SessionTokens>) | null = null
  /** A session whose end this machine's clock can not tell. */
  let unreadable: SessionTokens | null = null
  let renewing: Promise<boolean> | undefined
  /** The store is read once before the first use, and written in order. It never rejects after a write. */
  let stored: Promise<unknown> | undefined

  const endsSoon = ({ expiresAt }: SessionTokens): boolean => Date.parse(expiresAt) - now() < MARGIN_MS

  function set(next: SessionTokens | null): Promise<void> {
    session = next
    changed(next)
    if (!store) return Promise.resolve()
    const before = Promise.resolve(stored).catch(() => undefined)
    const written = before.then(() => store.write(next))
    // Later writes and reads do not depend on this one. The handler also keeps an ignored `written` from ending Node.
    stored = written.catch(() => undefined)
    return written
  }

  async function load(): Promise<void> {
    if (!store) return
    stored ??= store.read().then((found) => {
      session ??= found
    })
    const reading = stored
    await reading.catch((error: unknown) => {
      // The next call reads again: its owner may have mended the store meanwhile.
      if (stored === reading) stored = undefined
      throw error
    })
  }

  /** The session as another user of the store has changed it; null when none has. */
  async function refreshedElsewhere(): Promise<SessionTokens | null> {
    const found = await store?.read()
    return found && found.accessToken !== session?.accessToken ? found : null
  }

  async function renewOnce(): Promise<boolean> {
    const next = await (store ? store.exclusively(renewAlone) : renewAlone())
    // A wallet's prompt may take minutes, so other callers do not wait for it.
    const written = next ? undefined : set(signInAgain ? await signInAgain() : null)
    // A session that was given out just now can not end soon: this machine's clock is ahead. The API's refusal tells
    // the end.
    unreadable = session !== null && endsSoon(session) ? session : null
    await written
    return session !== null
  }

  async function renewAlone(): Promise<boolean> {
    const found = await refreshedElsewhere()
    // The newer one, even when it ends soon too: a refresh token that was used already would end the session.
    const newest = found && (!session || found.expiresAt > session.expiresAt) ? found : session
    const next = found && !endsSoon(found) ? found : newest && (await refresh(newest.refreshToken))
    if (!next) return false
    await set(next)
    return true
  }

  function renew(refused: string | null): Promise<boolean> {
    // Another user of the store has renewed it since.
    if (refused !== null && session !== null && session.accessToken !== refused) return Promise.resolve(true)
    if (!session && !signInAgain) return Promise.resolve(false)
    renewing ??= renewOnce().finally(() => {
      renewing = undefined
    })
    return renewing
  }

  return {
    current: () => session,
    set,
    async accessToken() {
      await load()
      if (session && session !== unreadable && endsSoon(session)) await renew(session.accessToken)
      return session?.accessToken ?? null
    },
    renew,
    onEnd(again) {
      signInAgain = again
    },
  }
}
