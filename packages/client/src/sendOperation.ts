import { type Backoff, retry } from '@aiigo/domain'
import { amountsAsText } from './amountsAsText.js'
import { ApiUnavailableError, errorOf, type GraphQLFailure, NetworkError } from './errors.js'

export interface Operation {
  query: string
  variables?: unknown
}

export interface SendOptions {
  url: string
  fetch: typeof fetch
  /** Value of the Authorization header, asked for before each try. */
  authorization: () => Promise<string | null>
  backoff: Backoff
  /** Whether sending it twice does no harm: queries, and mutations that are idempotent. */
  repeatable: boolean
  signal?: AbortSignal | undefined
}

interface Answer {
  data?: unknown
  errors?: readonly GraphQLFailure[]
}

/**
 * Sends one operation over HTTP. An operation that certainly was not executed (connection refused, 429, 503) is
 * retried, one that may have been (a broken connection, 502, 504) only when it is repeatable.
 * @throws NetworkError | ApiUnavailableError | UnauthenticatedError | ApiError
 */
export async function sendOperation(operation: Operation, options: SendOptions): Promise<unknown> {
  const { backoff, signal, repeatable } = options
  return retry(() => sendOnce(operation, options), {
    backoff,
    signal,
    mayRetry: (error) => mayRepeat(error, repeatable),
    askedMs: (error) => (error instanceof ApiUnavailableError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0),
  })
}

function mayRepeat(error: unknown, repeatable: boolean): boolean {
  if (error instanceof ApiUnavailableError)
    return repeatable || error.code === 'RATE_LIMITED' || error.code === 'UNAVAILABLE'
  return error instanceof NetworkError && (repeatable || connectionRefused(error))
}

function connectionRefused(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ((cause as { code?: unknown }).code === 'ECONNREFUSED') return true
  }
  return false
}

async function sendOnce({ query, variables }: Operation, options: SendOptions): Promise<unknown> {
  // Browsers refuse a fetch that is called as a method of another object.
  const { url, authorization, signal, fetch: send } = options
  const token = await authorization()
  let response: Response
  let text: string
  try {
    response = await send(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token ? { authorization: token } : {}),
      },
      body: JSON.stringify({ query, variables }, amountsAsText),
      ...(signal ? { signal } : {}),
    })
    text = await response.text()
  } catch (cause) {
    throw new NetworkError(url, 'the connection failed', { cause })
  }
  const answer = parse(text)
  if (answer.errors && answer.errors.length > 0) throw errorOf(answer.errors, retryAfter(response))
  if (response.status === 429 || response.status === 503) {
    const code = response.status === 429 ? 'RATE_LIMITED' : 'UNAVAILABLE'
    throw new ApiUnavailableError(
      [{ message: `${url} answered ${response.status}`, extensions: { code } }],
      retryAfter(response),
    )
  }
  if (!response.ok || answer.data === undefined) {
    throw new NetworkError(url, `it answered HTTP ${response.status}: ${text.slice(0, 200)}`)
  }
  return answer.data
}

function parse(text: string): Answer {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}
