import { InvalidInputError, NotRetryableError, type Problem, RetryableError } from '@aiigo/domain'

/** The API could not be reached, or the connection broke. */
export class NetworkError extends RetryableError {
  constructor(url: string, why: string, options?: ErrorOptions) {
    super('NETWORK', `expected an answer from ${url}, but ${why}; check that it runs and try again`, options)
  }
}

/** One error of a GraphQL response. */
export interface GraphQLFailure {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions?: { readonly code?: string; readonly [key: string]: unknown } | undefined
}

/** The API answered with errors; the code is the first one's. */
export class ApiError extends NotRetryableError {
  constructor(readonly errors: readonly GraphQLFailure[]) {
    super(codeOf(errors), messageOf(errors))
  }
}

/** The API answered that it can't serve this now: overloaded, restarting, or the subgraph is away. */
export class ApiUnavailableError extends RetryableError {
  constructor(
    readonly errors: readonly GraphQLFailure[],
    /** Seconds to wait, where the API says so. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(codeOf(errors), messageOf(errors))
  }
}

/** There is no session, or it has ended: sign in again. */
export class UnauthenticatedError extends NotRetryableError {
  constructor(message: string) {
    super('UNAUTHENTICATED', message)
  }
}

/** Temporary errors. An internal error counts as one: most often the API's database is unavailable for a moment. */
const UNAVAILABLE = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'CHAIN_UNAVAILABLE',
  'BLOB_STORE_UNAVAILABLE',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
])

/** The error class that fits a list of GraphQL errors. */
export function errorOf(errors: readonly GraphQLFailure[], retryAfterSeconds: number | null = null): Error {
  const code = codeOf(errors)
  if (code === 'UNAUTHENTICATED') return new UnauthenticatedError(messageOf(errors))
  if (UNAVAILABLE.has(code)) return new ApiUnavailableError(errors, retryAfterSeconds)
  return new ApiError(errors)
}

/**
 * Passes a mutation's payload on when it has no user errors.
 * @throws InvalidInputError with all of them
 * @example const { job } = succeed((await client.execute(SubmitJobDocument, { input })).submitJob)
 */
export function succeed<T extends { readonly userErrors: readonly Problem[] }>(payload: T): T {
  if (payload.userErrors.length > 0) throw new InvalidInputError(payload.userErrors)
  return payload
}

function codeOf(errors: readonly GraphQLFailure[]): string {
  return errors[0]?.extensions?.code ?? 'GRAPHQL_ERROR'
}

function messageOf(errors: readonly GraphQLFailure[]): string {
  return (
    errors.map(({ message, path }) => (path ? `${path.join('.')}: ${message}` : message)).join('\n') || 'unknown error'
  )
}
