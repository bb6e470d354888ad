/** Tokens of a signed-in wallet. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** ISO 8601: when the access token ends. */
  readonly expiresAt: string
  /** Wallet address, lower-case. */
  readonly address: string
}

export interface SessionKeeper {
  /** The session as it is, perhaps expired. */
  current(): SessionTokens | null
  set(session: SessionTokens | null): void
  /** A token that is good for a while: refreshed first when it is about to end. Null without a session. */
  accessToken(): Promise<string | null>
  /** Forces a new access token, for example after the API refused this one. False when there is no way to get one. */
  renew(refused: string | null): Promise<boolean>
  /** How to get a session again when refreshing fails, for programs that hold their key. */
  onEnd(signInAgain: () => Promise<SessionTokens>): void
}

interface Deps {
  initial: SessionTokens | null
  refresh: (refreshToken: string) => Promise<SessionTokens | null>
  changed: (session: SessionTokens | null) => void
  now?: () => number
}

/** Refresh this long before the end. */
const MARGIN_MS = 30_000

/** Keeps tokens fresh: one refresh at a time, however many calls need it, because a refresh token is good once. */
export function createSessionKeeper({ initial, refresh, changed, now = Date.now }: Deps): SessionKeeper {
  let session = initial
  let signInAgain: (() => Promise<SessionTokens>) | undefined
  let renewing: Promise<boolean> | undefined

  function set(next: SessionTokens | null): void {
    session = next
    changed(next)
  }

  async function renewOnce(): Promise<boolean> {
    const next = session ? await refresh(session.refreshToken) : null
    set(next ?? (signInAgain ? await signInAgain() : null))
    return session !== null
  }

  function renew(refused: string | null): Promise<boolean> {
    // Somebody else has renewed it since.
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
      if (session && Date.parse(session.expiresAt) - now() < MARGIN_MS) await renew(session.accessToken)
      return session?.accessToken ?? null
    },
    renew,
    onEnd(again) {
      signInAgain = again
    },
  }
}
