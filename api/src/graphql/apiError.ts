import { GraphQLError } from 'graphql'
import type { Context, Viewer } from './context.js'

/** HTTP's words for the failures that refuse an operation as a whole; others are answered with 200. */
const STATUS: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  OPERATION_TOO_LARGE: 400,
  ANSWER_TOO_LARGE: 400,
  RATE_LIMITED: 429,
}

/**
 * A failure that is no user error: the operation's result is null and `extensions.code` says why. Apollo takes the HTTP
 * status from the extensions and removes it from the answer.
 */
export function apiError(code: string, message: string, headers: Readonly<Record<string, string>> = {}): GraphQLError {
  const status = STATUS[code]
  const http = status === undefined ? {} : { http: { status, headers: new Map(Object.entries(headers)) } }
  return new GraphQLError(message, { extensions: { code, ...http } })
}

/** RATE_LIMITED, with the time to wait. */
export function rateLimited(waitMs: number): GraphQLError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return apiError('RATE_LIMITED', `expected a smaller cost this minute; wait ${seconds} seconds`, {
    'retry-after': String(seconds),
  })
}

/**
 * The signed-in caller.
 * @throws GraphQLError UNAUTHENTICATED when there is none.
 */
export function requireViewer(context: Context): Viewer {
  if (context.viewer) return context.viewer
  throw apiError(
    'UNAUTHENTICATED',
    context.refusal ?? 'expected a signed-in caller; send "Authorization: Bearer <access token or API key>"',
  )
}

/** GraphQLError FORBIDDEN: authenticated but not authorised. */
export function forbidden(message: string): GraphQLError {
  return apiError('FORBIDDEN', message)
}
