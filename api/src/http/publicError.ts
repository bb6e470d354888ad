import { AiigoError } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'

export type PublicError = (error: unknown) => GraphQLFormattedError

/** Codes of Apollo and graphql for requests that are wrong as such; their messages are for the client. */
const CLIENT_CODES = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

/** The gateway and Apollo wrap errors on their way out; what a resolver threw is at the bottom. */
function unwrap(error: unknown): { cause: unknown; code: unknown } {
  let cause = error
  let code = error instanceof GraphQLError ? error.extensions.code : undefined
  while (cause instanceof GraphQLError && cause.originalError) {
    cause = cause.originalError
    if (cause instanceof GraphQLError && cause.extensions.code !== undefined) code = cause.extensions.code
  }
  // Several wrong arguments of one field: their messages are in the message together.
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    const parts = cause.errors.map(unwrap)
    const [first] = parts
    if (first && parts.every((part) => part.cause instanceof GraphQLError && part.code === first.code)) return first
  }
  return { cause, code }
}

/**
 * The part of an error that a client may see: errors made for clients unchanged, AIIGO's own errors with their code,
 * anything else only as INTERNAL_SERVER_ERROR while the log has the rest. Stacks and requests to other services never
 * leave.
 */
export function createPublicError(log: Logger): PublicError {
  return (error) => {
    const { message, path, locations } = error as GraphQLFormattedError
    const place = { ...(path ? { path } : {}), ...(locations ? { locations } : {}) }
    const { cause, code } = unwrap(error)
    if (cause instanceof AiigoError) return { message: cause.message, ...place, extensions: { code: cause.code } }
    const known = typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR'
    const own = cause instanceof GraphQLError || CLIENT_CODES.has(String(code))
    if (known && own) return { message, ...place, extensions: { code } }
    // graphql itself refused the operation while executing it: a value that does not fit its type.
    if (cause instanceof GraphQLError && code === undefined && path === undefined) {
      return { message, ...place, extensions: { code: 'BAD_USER_INPUT' } }
    }
    log.error({ err: cause, path }, 'an operation failed')
    return {
      message: 'the API failed; the operator finds the reason in its log',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    }
  }
}
