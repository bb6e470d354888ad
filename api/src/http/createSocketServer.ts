import type { Server } from 'node:http'
import type { Logger } from '@aiigo/service'
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql'
import { type Extra, useServer } from 'graphql-ws/use/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { apiError } from '../graphql/apiError.js'
import type { Authenticate, Authentication } from '../graphql/authentication.js'
import type { Context } from '../graphql/context.js'
import type { RateLimit } from './createRateLimit.js'
import type { PublicError } from './publicError.js'
import { refuseSize } from './refuseSize.js'

export interface SocketServerDeps {
  server: Server
  path: string
  /** Has the subscriptions; their events come from this system alone. */
  localSchema: GraphQLSchema
  authenticate: Authenticate
  rateLimit: RateLimit
  publicError: PublicError
  log: Logger
}

/**
 * Close code for credentials that are not accepted (any more); the client gets new ones and resumes from its cursors.
 */
const REFUSED = 4401
/** Close code while the API can't serve anybody: try again later. */
const UNAVAILABLE = 1013
/** Whether credentials still hold is asked again this often, so that a revoked API key ends its connections. */
const RECHECK_MS = 60_000
const MAX_SUBSCRIPTIONS = 100
const MAX_MESSAGE_BYTES = 100_000
/** A client that has not read so much is gone or too slow; it resumes from its cursor. */
const MAX_BUFFERED_BYTES = 16 * 1024 * 1024

interface Socket extends Extra {
  authentication?: Authentication
  subscriptions?: number
}

/**
 * Subscriptions over WebSocket (graphql-transport-ws). Credentials come in `connectionParams.authorization`. A socket
 * is closed with 4401 when its access token ends or its API key is revoked.
 */
export function createSocketServer(deps: SocketServerDeps): { close(): Promise<void> } {
  const { localSchema, authenticate, rateLimit, publicError, log } = deps
  const sockets = new WebSocketServer({ server: deps.server, path: deps.path, maxPayload: MAX_MESSAGE_BYTES })
  sockets.on('error', (error) => log.warn({ err: error }, 'socket server'))

  function guard(socket: WebSocket, authorization: string, { viewer }: Authentication): void {
    const untilExpiry = viewer?.expiresAt ? viewer.expiresAt * 1000 - Date.now() : Number.POSITIVE_INFINITY
    const timer = setTimeout(
      async () => {
        const again = await authenticate(authorization).catch(() => ({ viewer, refusal: null }))
        if (again.viewer) guard(socket, authorization, again)
        else socket.close(REFUSED, (again.refusal ?? 'credentials ended').slice(0, 120))
      },
      Math.max(0, Math.min(RECHECK_MS, untilExpiry + 50)),
    )
    socket.once('close', () => clearTimeout(timer))
  }

  const contextOf = ({ request, authentication }: Socket): Context => ({
    viewer: authentication?.viewer ?? null,
    refusal: authentication?.refusal ?? null,
    ip: request.socket.remoteAddress ?? 'unknown',
    userAgent: request.headers['user-agent'] ?? null,
  })

  const graphql = useServer<{ authorization?: unknown }, { authentication?: Authentication; subscriptions?: number }>(
    {
      schema: localSchema,
      async onConnect({ connectionParams, extra }) {
        const socket = extra as Socket
        const given = connectionParams?.authorization
        const authorization = typeof given === 'string' ? given : undefined
        const authentication = await authenticate(authorization).catch((error: unknown) => {
          log.error({ err: error }, 'credentials could not be checked')
          return null
        })
        if (!authentication) {
          socket.socket.close(UNAVAILABLE, 'credentials can not be checked now; try again later')
          return false
        }
        socket.authentication = authentication
        if (socket.authentication.refusal) {
          socket.socket.close(REFUSED, socket.authentication.refusal.slice(0, 120))
          return false
        }
        if (authorization) guard(socket.socket, authorization, socket.authentication)
        return true
      },
      async onSubscribe({ extra }, _id, { query, operationName, variables }) {
        const socket = extra as Socket
        const context = contextOf(socket)
        const wait = await rateLimit.take(context.viewer ? context.viewer.address : `ip:${context.ip}`)
        if (wait !== null) return [apiError('RATE_LIMITED', `expected fewer requests; wait ${wait} seconds`)]
        if ((socket.subscriptions ?? 0) >= MAX_SUBSCRIPTIONS) {
          return [
            apiError('TOO_MANY_SUBSCRIPTIONS', `expected at most ${MAX_SUBSCRIPTIONS} subscriptions on a connection`),
          ]
        }
        const prepared = prepare(localSchema, query, operationName ?? undefined, variables ?? {})
        if (Array.isArray(prepared)) return prepared
        socket.subscriptions = (socket.subscriptions ?? 0) + 1
        return { ...prepared, schema: localSchema, contextValue: context }
      },
      onNext({ extra }, _id, _payload, _args, result) {
        const { socket } = extra as Socket
        if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.close(4429, 'events are not read fast enough')
        const errors = result.errors?.map(publicError)
        return (errors ? { ...result, errors } : result) as FormattedExecutionResult
      },
      onError: (_context, _id, _payload, errors): GraphQLFormattedError[] => errors.map(publicError),
      onComplete({ extra }) {
        const socket = extra as Socket
        socket.subscriptions = Math.max(0, (socket.subscriptions ?? 1) - 1)
      },
    },
    sockets,
  )
  return {
    async close() {
      await graphql.dispose()
    },
  }
}

/** Checks an operation; only subscriptions are answered here. */
function prepare(
  schema: GraphQLSchema,
  query: string,
  operationName: string | undefined,
  variables: Record<string, unknown>,
) {
  let document: DocumentNode
  try {
    document = parse(query, { maxTokens: 5_000 })
  } catch (error) {
    return [apiError('GRAPHQL_PARSE_FAILED', error instanceof Error ? error.message : String(error))]
  }
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== 'subscription') {
    return [apiError('BAD_REQUEST', 'expected a subscription; send queries and mutations over HTTP')]
  }
  const problems = validate(schema, document)
  if (problems.length > 0) {
    return problems.map(({ message }) => apiError('GRAPHQL_VALIDATION_FAILED', message))
  }
  const refusal = refuseSize(schema, document, operation, variables)
  return refusal ? [refusal] : { document, operationName, variableValues: variables }
}
