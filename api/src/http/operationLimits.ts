import { type ApolloServerPlugin, type GraphQLRequestContext, type GraphQLResponse, HeaderMap } from '@apollo/server'
import type { GraphQLError } from 'graphql'
import { apiError, rateLimited } from '../graphql/apiError.js'
import type { Allowance, Context } from '../graphql/context.js'
import type { Introspection } from './createIntrospection.js'
import { measureOperation, preparedCost, sizeProblem } from './measureOperation.js'
import { unstorableText } from './unstorableText.js'

interface Options {
  /** Answers the standard introspection query; absent where introspection is off. */
  introspection?: Introspection | undefined
}

/** Bytes of one answer. Larger ones come of a few fields with long texts; lists are bounded by their cost. */
export const MAX_ANSWER_BYTES = 10 * 1024 * 1024

/** The cost of an operation and the rest of the minute's, as the answer shows it in `extensions.cost`. */
interface CostExtension {
  readonly requested: number
  /** Of the caller's minute; null without a limit. */
  readonly limit: number | null
  readonly remaining: number | null
  readonly resetAt: string | null
}

type Answer = GraphQLResponse['body'] & { kind: 'single' }

/** Answers that exist as JSON already, by their data. */
const prepared = new WeakMap<object, string>()

/**
 * Refuses operations that are too deep, ask for too much, or cost more than the caller has left, before anything is
 * resolved. Each answer tells its cost.
 */
export function operationLimits({ introspection }: Options): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let cost: CostExtension | undefined
      return {
        async didResolveOperation(request) {
          if (request.operation?.operation === 'subscription') {
            throw apiError('BAD_REQUEST', 'expected a query or mutation; subscribe over WebSocket, at the same path')
          }
          const { document, operation, request: asked } = request
          const unstorable = document && operation && unstorableText(document, operation, asked.variables)
          if (unstorable) throw apiError('BAD_USER_INPUT', unstorable)
          const requested = requestedCost(request, introspection)
          if (requested === null) return
          const { enough, allowance } = (await request.contextValue.meter?.charge(requested)) ?? {
            enough: true,
            allowance: null,
          }
          cost = toCostExtension(requested, allowance)
          if (!enough && allowance) throw rateLimited(allowance.resetAt - Date.now())
        },

        async responseForOperation({ document }) {
          if (!introspection?.isStandard(document)) return null
          const { data, json } = await introspection.answer(document)
          // Another object each time: the answer gets extensions.
          const shown = { ...data }
          prepared.set(shown, json)
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: shown } } }
        },

        async willSendResponse({ request, response }) {
          if (isLegacyRefusal(response, request.http?.headers.get('accept') ?? '')) response.http.status = 200
          if (cost && response.body.kind === 'single') {
            const { singleResult } = response.body as Answer
            singleResult.extensions = { ...singleResult.extensions, cost }
          }
        },
      }
    },
  }
}

/** @throws GraphQLError OPERATION_TOO_LARGE or BAD_USER_INPUT */
function requestedCost(
  { schema, document, operation, request }: GraphQLRequestContext<Context>,
  introspection: Introspection | undefined,
): number | null {
  if (!operation || !document) return null
  const size = measureOperation(schema, document, operation, request.variables)
  if (!size) return null
  if (introspection?.isStandard(document)) return preparedCost(size)
  const problem = sizeProblem(size)
  if (problem) throw apiError('OPERATION_TOO_LARGE', problem)
  return size.cost
}

function toCostExtension(requested: number, allowance: Allowance | null): CostExtension {
  return {
    requested,
    limit: allowance?.limit ?? null,
    remaining: allowance?.remaining ?? null,
    resetAt: allowance ? new Date(allowance.resetAt).toISOString() : null,
  }
}

/** Errors of a client before anything was resolved. */
const REFUSALS = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/**
 * Clients of before "GraphQL over HTTP" ask for `application/json` and take any other status than 200 for a broken
 * server. A well-formed request is answered with 200 then, also when its document is refused; the media type of the
 * specification, `application/graphql-response+json`, comes with 400.
 */
function isLegacyRefusal({ body, http }: GraphQLResponse, accept: string): boolean {
  const isLegacy = accept.includes('application/json') && !accept.includes('application/graphql-response+json')
  if (!isLegacy || http.status !== 400 || body.kind !== 'single') return false
  const { data, errors = [] } = body.singleResult
  return data === undefined && errors.every(({ extensions }) => REFUSALS.has(String(extensions?.code)))
}

/** The answer as JSON; an answer that is too large becomes an error. */
export function stringifyAnswer(result: { data?: unknown; errors?: unknown; extensions?: unknown }): string {
  const json = typeof result.data === 'object' && result.data !== null ? prepared.get(result.data) : undefined
  if (json !== undefined) return `{"data":${json},"extensions":${JSON.stringify(result.extensions ?? {})}}\n`
  const text = `${JSON.stringify(result)}\n`
  if (Buffer.byteLength(text) <= MAX_ANSWER_BYTES) return text
  const { message, extensions } = answerTooLarge()
  return `${JSON.stringify({ data: null, errors: [{ message, extensions: { code: extensions.code } }], extensions: result.extensions })}\n`
}

export function answerTooLarge(): GraphQLError {
  return apiError(
    'ANSWER_TOO_LARGE',
    `expected an answer of at most ${MAX_ANSWER_BYTES / 1024 / 1024} MiB; ask for fewer items by "first" or for fewer fields`,
  )
}
