import { type Backoff, backoffMs, idle, RetryableError } from '@aiigo/domain'
import type { Client as SocketClient } from 'graphql-ws/client'
import { advance } from './cursor.js'
import { errorOf, type GraphQLFailure, UnauthenticatedError } from './errors.js'
import type { OutageWatch } from './watchOutages.js'

interface Following {
  connection: () => SocketClient
  wsUrl: string
  query: string
  variables: Record<string, unknown>
  backoff: Backoff
  outages: Pick<OutageWatch, 'failed' | 'answered'>
  signal: AbortSignal
  /** Gets new credentials; false when that is impossible. */
  renew: () => Promise<boolean>
}

/** Close codes with which the API refuses credentials: not accepted, or no longer. */
const REFUSED = new Set([4401, 4403])
/** Close codes that say the client itself is wrong: trying again would get the same answer. */
const HOPELESS = new Set([4400, 4406, 4409, 4429])

/**
 * A subscription that goes on over lost connections from the last event delivered. Ends quietly when the signal is
 * aborted.
 */
export async function* followSubscription<R>(options: Following): AsyncGenerator<R, void, undefined> {
  const { query, backoff, outages, signal } = options
  let variables = options.variables
  let failures = 0
  let refusals = 0
  while (!signal.aborted) {
    const events = options.connection().iterate({ query, variables })
    const stop = (): void => void events.return?.()
    signal.addEventListener('abort', stop, { once: true })
    try {
      for await (const { data, errors } of events) {
        if (signal.aborted) return
        if (errors && errors.length > 0) throw errorOf(errors as readonly GraphQLFailure[])
        failures = 0
        refusals = 0
        outages.answered()
        variables = advance(query, variables, data)
        yield data as R
      }
      return
    } catch (error) {
      if (signal.aborted) return
      const failure = asError(error, options.wsUrl)
      if (failure instanceof UnauthenticatedError) {
        if (++refusals > 1 || !(await options.renew())) throw failure
        continue
      }
      // Trouble that passes by itself (an API that can't answer now, a token that can't be renewed now) is waited for
      // like a lost connection.
      if (failure && !(failure instanceof RetryableError)) throw failure
      outages.failed(failure ?? error)
    } finally {
      signal.removeEventListener('abort', stop)
      await events.return?.()
    }
    failures++
    await idle(backoffMs(backoff, failures), signal)
  }
}

/** The error to throw, or null when only the connection failed. */
function asError(error: unknown, url: string): Error | null {
  if (Array.isArray(error)) return errorOf(error as GraphQLFailure[])
  const { code, reason } = (error ?? {}) as { code?: unknown; reason?: unknown }
  if (typeof code === 'number' && REFUSED.has(code)) {
    return new UnauthenticatedError(`${url} closed the connection: ${String(reason || 'credentials not accepted')}`)
  }
  if (typeof code === 'number' && HOPELESS.has(code)) {
    return errorOf([
      { message: `${url} closed the connection: ${code} ${String(reason)}`, extensions: { code: 'PROTOCOL' } },
    ])
  }
  if (typeof code === 'number' || isNetworkFailure(error)) return null
  return error instanceof Error ? error : new Error(String(error))
}

/** WebSockets report failed connections as plain events without a code. */
function isNetworkFailure(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'type' in error && (error as { type: unknown }).type === 'error'
}
