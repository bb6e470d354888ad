import { type DocumentNode, GraphQLError, getOperationAST, Kind, OperationTypeNode, parse } from 'graphql'
import { apiError } from '../graphql/apiError.js'

/** Tokens of a document. */
export const MAX_TOKENS = 5_000
/** Tokens of a mutation or subscription, which are validated in the process that serves providers. */
export const MAX_OWN_TOKENS = 1_000

export type OperationKind =
  | 'query'
  /** One of the steps of signing in, and nothing else. */
  | 'signIn'
  /** A mutation, a subscription, or something that is refused: answered where it came in. */
  | 'other'
  /** Longer than anything but a query may be: whoever answers queries looks at it (`isTooLong`). */
  | 'long'

const SIGN_IN = new Set(['siweNonce', 'siweVerify', 'refreshSession', 'signOut', '__typename'])

/** An operation as far as its text tells. */
export interface ReadOperation {
  kind: OperationKind
  /** Names of its own fields, with a fragment as `...`; none where it was not read so far. */
  fields: readonly string[]
}

/**
 * The operation of a body, by its text alone: neither the schema nor the database is asked. No more of the text is
 * parsed than a mutation may have, so that strangers' long queries cost the process that serves providers little.
 */
export function readOperation(body: unknown): ReadOperation {
  const { query, operationName } = asRequest(body)
  const unread = (kind: OperationKind): ReadOperation => ({ kind, fields: [] })
  if (query === null) return unread('other')
  const document = parseOperation(query, MAX_OWN_TOKENS)
  if (document === 'tooLong') return unread('long')
  if (document instanceof GraphQLError) return unread('other')
  const operation = getOperationAST(document, operationName)
  if (!operation) return unread('other')
  if (operation.operation === OperationTypeNode.QUERY) return unread('query')
  const { selections } = operation.selectionSet
  const fields = selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : '...'))
  // One step alone: the limit of signing in counts operations.
  const signsIn = fields.length === 1 && fields.every((name) => SIGN_IN.has(name))
  return { kind: operation.operation === OperationTypeNode.MUTATION && signsIn ? 'signIn' : 'other', fields }
}

/** Whether a body has more tokens than its operation may have. What is no GraphQL has none. */
export function isTooLong(body: unknown): boolean {
  const { query, operationName } = asRequest(body)
  // Each token has a character.
  if (query === null || query.length <= MAX_OWN_TOKENS) return false
  const document = parseOperation(query, MAX_TOKENS)
  if (document === 'tooLong') return true
  if (document instanceof GraphQLError) return false
  const kind = getOperationAST(document, operationName)?.operation
  if (kind === undefined || kind === OperationTypeNode.QUERY) return false
  return parseOperation(query, MAX_OWN_TOKENS) === 'tooLong'
}

function asRequest(body: unknown): { query: string | null; operationName: string | undefined } {
  const { query, operationName } = (body ?? {}) as { query?: unknown; operationName?: unknown }
  return {
    query: typeof query === 'string' ? query : null,
    operationName: typeof operationName === 'string' ? operationName : undefined,
  }
}

/** A document, or what is wrong with its text. */
export function parseOperation(query: string, maxTokens: number): DocumentNode | GraphQLError | 'tooLong' {
  try {
    return parse(query, { maxTokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    // How graphql says that there are more tokens.
    return error.message.includes('Parsing aborted') ? 'tooLong' : error
  }
}

export function tooLong(): GraphQLError {
  const text = `expected at most ${MAX_TOKENS} tokens in a query, and ${MAX_OWN_TOKENS} in a mutation or subscription`
  return apiError('OPERATION_TOO_LARGE', text)
}
