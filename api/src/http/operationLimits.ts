import { type ApolloServerPlugin, type GraphQLRequestContext, type GraphQLResponse, HeaderMap } from '@apollo/server'
import { answerTooLarge, isOverspent, MAX_ANSWER_BYTES, startAnswer } from '../graphql/answerBudget.js'
import { apiError, rateLimited } from '../graphql/apiError.js'
import type { Allowance, Context } from '../graphql/context.js'
import type { Introspection } from './createIntrospection.js'
import { measureOperation, preparedCost, sizeProblem } from './measureOperation.js'
import { unstorableText } from './unstorableText.js'

interface Options {
  /** Answers the standard introspection query; absent where introspection is off. */
  introspection?: Introspection | undefined
}

/** The cost of an operation and the rest of the minute's, as the answer shows it in `extensions.cost`. */
interface CostExtension {
  readonly requested: number
  /** Of the caller's minute; null without a limit. */
  readonly limit: number | null
  readonly remaining: number | null
  readonly resetAt: string | null
}

type Answer = GraphQLResponse['body'] & { kind: 'single' }

/** JSON of answers' data, by the data. */
const prepared = new WeakMap<object, string>()

/**
 * Refuses operations that are too deep, ask for too much, or cost more than the caller has left, before anything is
 * resolved. Each answer tells its cost.
 */
export function operationLimits({ introspection }: Options): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue }) {
      startAnswer(contextValue)
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
          if (isOverspent(contextValue) || isTooLarge(response)) refuseAnswer(response)
        },
      }
    },
  }
}

/** Makes the JSON of the answer's data, which goes out as it is. */
function isTooLarge({ body }: GraphQLResponse): boolean {
  if (body.kind !== 'single') return false
  const { data, errors = [] } = body.singleResult
  if (!data) return false
  let json = prepared.get(data)
  // A prepared answer is the schema's, however long.
  if (json !== undefined) return false
  json = JSON.stringify(data)
  prepared.set(data, json)
  return Buffer.byteLength(json) + Buffer.byteLength(JSON.stringify(errors)) > MAX_ANSWER_BYTES
}

/** Takes the place of an answer that is too large. */
function refuseAnswer({ http, body }: GraphQLResponse): void {
  if (body.kind !== 'single') return
  const { message, extensions } = answerTooLarge()
  http.status = 400
  body.singleResult = {
    data: null,
    errors: [{ message, extensions: { code: extensions.code } }],
    ...(body.singleResult.extensions ? { extensions: body.singleResult.extensions } : {}),
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

/** The answer as JSON; its data was made into JSON to learn its size. */
export function stringifyAnswer(result: { data?: unknown; errors?: unknown; extensions?: unknown }): string {
  const { data, ...rest } = result
  const json = typeof data === 'object' && data !== null ? prepared.get(data) : undefined
  if (json === undefined) return `${JSON.stringify(result)}\n`
  const others = JSON.stringify(rest)
  return others === '{}' ? `{"data":${json}}\n` : `{"data":${json},${others.slice(1)}\n`
}
