import type { Backoff } from '@aiigo/domain'
import { createClient as createSocketClient, type Client as SocketClient } from 'graphql-ws/client'
import { amountsAsText } from './amountsAsText.js'
import { UnauthenticatedError } from './errors.js'
import { followSubscription } from './followSubscription.js'
import { RefreshSessionDocument, type TypedDocumentString } from './generated/operations.js'
import { sendOperation } from './sendOperation.js'
import { createSessionKeeper, type SessionStore, type SessionTokens } from './session.js'
import { type Outage, watchOutages } from './watchOutages.js'
import { watchSilence } from './watchSilence.js'

export interface ClientOptions {
  /** The API, e.g. `http://127.0.0.1:4000/graphql`. */
  url: string
  /** For subscriptions; default: `url` with ws instead of http. */
  wsUrl?: string
  /** A session from an earlier run. */
  session?: SessionTokens | null
  /** Keeps the session between runs, or shares it between tabs; read before the first call. */
  sessionStore?: SessionStore
  /** An API key, instead of a session. */
  apiKey?: string
  /** Told of every new session, so that it can be kept; null when it ended. */
  onSession?: (session: SessionTokens | null) => void
  fetch?: typeof fetch
  /** Default: 5 tries, from 200 ms up to 5 s. Subscriptions never give up, but wait as long between tries. */
  backoff?: Backoff
  /** Told when the API does not answer subscriptions, which are tried again; null when it answers again. */
  onOutage?: (outage: Outage | null) => void
  /** Longest time that the connection of subscriptions may be without an answer, milliseconds; default 15 000. */
  silenceMs?: number
}

export interface CallOptions {
  signal?: AbortSignal
  /**
   * For mutations: sending it twice does no harm, so it may be tried again after a broken connection. Queries always
   * may.
   */
  idempotent?: boolean
}

export interface Client {
  /**
   * Runs a query or mutation.
   * @throws NetworkError | ApiUnavailableError (retries spent) | UnauthenticatedError | ApiError
   */
  execute<R, V>(document: TypedDocumentString<R, V>, ...rest: Arguments<V, CallOptions>): Promise<R>
  /**
   * Events of a subscription. It survives lost connections and ended tokens: it subscribes again after the last `seq`
   * it delivered, so nothing is missed or repeated where the document passes `$afterSeq`. Leaving the loop
   * unsubscribes.
   * @throws UnauthenticatedError | ApiError out of the iteration
   */
  subscribe<R, V>(
    document: TypedDocumentString<R, V>,
    ...rest: Arguments<V, { signal?: AbortSignal }>
  ): AsyncIterable<R>
  /** The session's access token, renewed when it has expired, or the API key; null when signed out. */
  accessToken(): Promise<string | null>
  session(): SessionTokens | null
  /**
   * Uses another session from now on; null: none. The promise is for the copy in `sessionStore`: it rejects with the
   * store's error, and the session is in use all the same.
   */
  setSession(session: SessionTokens | null): Promise<void>
  /** Signs in again when the session has ended; set by `signIn`. Null: the client does not sign in again. */
  onSessionEnd(signInAgain: (() => Promise<SessionTokens>) | null): void
  /** The platform's time, Unix milliseconds: this machine's clock, put right by the latest sign-in. */
  now(): number
  /** The platform's time now, Unix milliseconds; `signIn` gives it. */
  setServerTime(ms: number): void
  /** Ends all subscriptions and connections. */
  close(): Promise<void>
}

type Arguments<V, O> = Record<string, never> extends V ? [variables?: V, options?: O] : [variables: V, options?: O]

const DEFAULT_BACKOFF: Backoff = { attempts: 5, baseMs: 200, maxMs: 5_000 }
const KEEP_ALIVE_MS = 10_000
const SILENCE_MS = 15_000

/**
 * A client of the public API for Node and browsers.
 * @example
 * const client = createClient({ url: 'http://127.0.0.1:4000/graphql' })
 * await signIn(client, privateKeyToAccount(key))
 * const { me } = await client.execute(MeDocument)
 */
export function createClient(options: ClientOptions): Client {
  const { url, wsUrl = url.replace(/^http/, 'ws'), apiKey, backoff = DEFAULT_BACKOFF } = options
  const send = options.fetch ?? globalThis.fetch
  const closing = new AbortController()

  /** How far the platform's clock is ahead of this machine's. */
  let aheadMs = 0
  const now = (): number => Date.now() + aheadMs

  const keeper = createSessionKeeper({
    now,
    initial: options.session ?? null,
    changed: (session) => options.onSession?.(session),
    store: options.sessionStore,
    refresh: async (refreshToken) => {
      // Not repeatable: a refresh token is good once, and using it twice ends the session.
      const sending = { url, fetch: send, authorization: async () => null, backoff, repeatable: false }
      const query = String(RefreshSessionDocument)
      const data = (await sendOperation({ query, variables: { refreshToken } }, sending)) as {
        refreshSession: { session: SessionTokens | null }
      }
      return data.refreshSession.session
    },
  })

  async function authorization(): Promise<string | null> {
    const token = apiKey ?? (await keeper.accessToken())
    return token === null ? null : `Bearer ${token}`
  }

  const outages = watchOutages(options.onOutage ?? (() => undefined))
  let socket: SocketClient | undefined
  const silence = watchSilence(() => socket, options.silenceMs ?? SILENCE_MS)
  function connection(): SocketClient {
    socket ??= createSocketClient({
      url: wsUrl,
      lazy: true,
      // Closed a moment after the last subscription, so that starting the next one soon needs no new connection.
      lazyCloseTimeout: 1_000,
      retryAttempts: 0,
      keepAlive: KEEP_ALIVE_MS,
      on: {
        ...silence,
        connected(...given) {
          silence.connected?.(...given)
          outages.connected()
        },
      },
      jsonMessageReplacer: amountsAsText,
      connectionParams: async () => {
        const value = await authorization()
        return value === null ? {} : { authorization: value }
      },
    })
    return socket
  }

  const until = (signal?: AbortSignal): AbortSignal =>
    signal ? AbortSignal.any([signal, closing.signal]) : closing.signal

  return {
    async execute<R>(document: TypedDocumentString<R, never>, variables?: unknown, call: CallOptions = {}): Promise<R> {
      const query = String(document)
      const repeatable = call.idempotent ?? /^\s*query\b/m.test(query)
      const sending = { url, fetch: send, authorization, backoff, repeatable, signal: until(call.signal) }
      const used = keeper.current()?.accessToken ?? null
      try {
        return (await sendOperation({ query, variables }, sending)) as R
      } catch (error) {
        const renewable = error instanceof UnauthenticatedError && apiKey === undefined && used !== null
        if (!renewable || !(await keeper.renew(used))) throw error
        return (await sendOperation({ query, variables }, sending)) as R
      }
    },
    subscribe<R>(document: TypedDocumentString<R, never>, variables?: unknown, call: { signal?: AbortSignal } = {}) {
      return followSubscription<R>({
        connection,
        wsUrl,
        query: String(document),
        variables: (variables ?? {}) as Record<string, unknown>,
        backoff,
        outages,
        signal: until(call.signal),
        renew: () =>
          apiKey === undefined ? keeper.renew(keeper.current()?.accessToken ?? null) : Promise.resolve(false),
      })
    },
    accessToken: () => (apiKey === undefined ? keeper.accessToken() : Promise.resolve(apiKey)),
    session: keeper.current,
    setSession: keeper.set,
    onSessionEnd: keeper.onEnd,
    now,
    setServerTime(ms) {
      aheadMs = ms - Date.now()
    },
    async close() {
      closing.abort(new Error('the client was closed'))
      outages.close()
      await socket?.dispose()
    },
  } as Client
}
