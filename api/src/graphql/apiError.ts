import { GraphQLError } from 'graphql'
import type { Context, Viewer } from './context.js'

/** A failure that is no user error: the operation's result is null and `extensions.code` says why. */
export function apiError(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
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
