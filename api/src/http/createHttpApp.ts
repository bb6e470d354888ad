import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Deployment } from '@aiigo/chain'
import { beginSpan, type Health, type Metrics, withLogContext } from '@aiigo/service'
import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { Context } from '../graphql/context.js'
import type { LaneOf } from '../graphql/lane.js'
import type { Admission } from './createAdmission.js'
import { createMutationQueues } from './createMutationQueues.js'
import { createQueue, QUERY_LIMITS, queuing } from './createQueue.js'
import type { Readers } from './createReaders.js'
import { developmentRpc } from './developmentRpc.js'
import { docs } from './docs.js'
import { explorer } from './explorer.js'
import { holdPlace } from './holdPlace.js'
import { type PortalOptions, portal } from './portal.js'
import { BOARD_PATH, type QueueBoardDeps, queueBoard } from './queueBoard.js'
import { isTooLong, readOperation, tooLong } from './readOperation.js'
import { NO_OPERATION } from './reportRequests.js'

export interface HttpAppDeps {
  apollo: ApolloServer<Context>
  health: Health
  metrics: Metrics
  admission: Admission
  laneOf: LaneOf
  /** Registered nodes of a wallet: a provider has places for its nodes. */
  nodesOf: (wallet: string) => number
  /** Processes that answer queries; absent: they are answered here. */
  readers?: Readers | undefined
  corsOrigins: string
  trustedProxies: number
  landingPage: boolean
  /** The pages of the queues, for operators. */
  board: QueueBoardDeps
  /** The contracts, which agents fetch once from /deployment.json. */
  deployment: Deployment
  /** The pages of the portal; absent: none are served. */
  portal?: PortalOptions | undefined
  /** The folder of the built docs; absent: they are not served. */
  docs?: string | undefined
  /** The local chain's node, for development wallets; absent: /rpc is not served. */
  developmentRpcUrl?: string | undefined
}

/** A job specification has at most 256 KiB; 500 log lines at once are the largest other body. */
const MAX_BODY = '1mb'
/** A caller without credentials can only send queries and sign in. */
const MAX_ANONYMOUS_BODY = '100kb'

type WithRawBody = { rawBody?: Buffer }

/** The HTTP server: the API at /graphql; health, metrics and the deployment file beside it. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const { apollo, health, admission, laneOf, nodesOf, readers, corsOrigins, trustedProxies, landingPage } = deps
  const { developmentRpcUrl, metrics } = deps
  const refused = metrics.counter('aiigo_api_refused_total')
  const mutations = createMutationQueues()
  /** Of queries that no other process answers. */
  const queries = createQueue(QUERY_LIMITS)
  const app = express()
  app.set('trust proxy', trustedProxies)
  app.use((request, response, next) => health.handle(request, response, next))
  app.use(helmet())
  if (landingPage) app.use(explorer({ docs: deps.docs !== undefined }))
  app.get('/deployment.json', (_request, response) => {
    // Nothing else that the operator's file may hold.
    const { chainId, startBlock, addresses, vesting } = deps.deployment
    response.set('cache-control', 'no-cache').json({ chainId, startBlock, addresses, vesting })
  })
  if (developmentRpcUrl) app.use(developmentRpc(developmentRpcUrl))
  if (deps.docs) app.use('/docs', docs(deps.docs))
  app.use(BOARD_PATH, queueBoard(deps.board))
  if (deps.portal) app.use(portal(deps.portal))
  app.use(
    cors({ origin: corsOrigins === '*' ? '*' : corsOrigins.split(',').map((origin) => origin.trim()), maxAge: 600 }),
  )

  const verify = (request: IncomingMessage & WithRawBody, _response: unknown, buffer: Buffer): void => {
    request.rawBody = buffer
  }
  const bodyOf = {
    anonymous: express.json({ limit: MAX_ANONYMOUS_BODY, verify }),
    withCredentials: express.json({ limit: MAX_BODY, verify }),
  }
  const body: RequestHandler = (request, response, next) =>
    (request.headers.authorization ? bodyOf.withCredentials : bodyOf.anonymous)(request, response, next)

  const admit: RequestHandler = async (request, response, next) => {
    const isGet = request.method === 'GET' || request.method === 'HEAD'
    const { kind, fields } = isGet ? { kind: 'query' as const, fields: [] } : readOperation(request.body)
    // The answers of callers are theirs alone, and no answer is good for long.
    response.set('cache-control', 'no-store')
    const admitted = await admission.admit({
      isSignIn: kind === 'signIn',
      authorization: request.headers.authorization,
      ip: request.ip ?? 'unknown',
      userAgent: request.headers['user-agent'] ?? null,
    })
    if ('waitMs' in admitted) {
      refused.inc({ limit: kind === 'signIn' ? 'sign-ins' : 'rate' })
      const seconds = Math.max(1, Math.ceil(admitted.waitMs / 1000))
      response.set('retry-after', String(seconds))
      return answerError(response, 429, 'RATE_LIMITED', `expected a smaller cost this minute; wait ${seconds} seconds`)
    }
    const isQuery = kind === 'query' || kind === 'long'
    const measured = response.locals as Measured
    measured.kind = isQuery ? 'query' : kind === 'signIn' ? 'signIn' : 'mutation'
    const context: Context = {
      ...admitted.context,
      report: (operation, outcome) => {
        measured.report = { operation, outcome }
      },
    }
    if (isQuery && readers) {
      await readers.forward(request, response, context, (request as WithRawBody).rawBody)
      return
    }
    if (isTooLong(request.body)) {
      refused.inc({ limit: 'size' })
      return answerError(response, 400, 'OPERATION_TOO_LARGE', tooLong().message)
    }
    const nodes = context.viewer ? nodesOf(context.viewer.address) : 0
    const place = await (isQuery ? queries : mutations[laneOf(fields)]).enter(queuing(context, nodes))
    if (!place) {
      refused.inc({ limit: 'places' })
      response.set('retry-after', '1')
      return answerError(response, 503, 'UNAVAILABLE', 'too many operations of this caller wait; try again later')
    }
    if (!holdPlace(response, place)) return
    response.locals.context = context
    next()
  }
  app.use(
    '/graphql',
    measureRequests(metrics),
    traceRequests,
    allowGet,
    body,
    admit,
    expressMiddleware(apollo, { context: async ({ res }) => res.locals.context as Context }),
  )
  app.use((request, response) => {
    answerError(response, 404, 'NOT_FOUND', `expected /graphql, /healthz or /readyz, got ${request.path}`)
  })
  const onError: ErrorRequestHandler = (
    error: { status?: number; type?: string; message: string; limit?: number },
    _request,
    response,
    _next,
  ) => {
    const status = error.status ?? 500
    const code =
      error.type === 'entity.too.large' ? 'INPUT_TOO_LARGE' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'
    const tooLarge = `expected a body of at most ${error.limit} bytes (${MAX_BODY} with credentials); put data into the blob store`
    answerError(
      response,
      status,
      code,
      code === 'INPUT_TOO_LARGE' ? tooLarge : status < 500 ? error.message : 'the API failed',
    )
  }
  app.use(onError)
  return app
}

/**
 * Apollo refuses requests that a page of another origin could make a browser send unasked (CSRF), and takes every GET
 * for one. A GET reads only, and no cookie says who asks. It is let through when the browser says that a script sent it
 * by the rules of CORS, or, from a client that says nothing, when it asks for JSON by name: links, forms and images do
 * neither.
 */
const allowGet: RequestHandler = ({ method, headers }, _response, next) => {
  const mode = headers['sec-fetch-mode']
  const isAsked =
    mode === undefined
      ? /application\/(graphql-response\+)?json/.test(headers.accept ?? '')
      : mode === 'cors' || mode === 'same-origin'
  if (method === 'GET' && isAsked) headers['apollo-require-preflight'] = 'true'
  next()
}

/** Facts of a request that its metrics need. */
interface Measured {
  kind?: 'query' | 'mutation' | 'signIn'
  /** Of an operation that was executed or refused by the schema. */
  report?: { operation: string; outcome: string }
  /** Of one that was refused before. */
  code?: string
}

/** Counts requests by what they ask for and what became of them, and measures the time of their answers. */
function measureRequests(metrics: Metrics): RequestHandler {
  const requests = metrics.counter('aiigo_api_requests_total')
  const seconds = metrics.histogram('aiigo_api_request_seconds')
  return (_request, response, next) => {
    const started = performance.now()
    response.once('close', () => {
      const { kind = 'other', report, code } = response.locals as Measured
      const outcome = code ?? (response.writableFinished ? `HTTP_${response.statusCode}` : 'CLIENT_GONE')
      requests.inc(report ?? { operation: NO_OPERATION, outcome })
      seconds.observe({ kind }, (performance.now() - started) / 1_000)
    })
    next()
  }
}

/**
 * A trace begins with a request; one that a stranger begins elsewhere is not followed. Lines of the log about it have
 * its id, and learn what they are about on the way.
 */
const traceRequests: RequestHandler = (_request, response, next) => {
  const span = beginSpan('graphql', { kind: 'server' })
  response.once('close', () => {
    const { report, code } = response.locals as Measured
    span?.set({
      'http.response.status_code': response.statusCode,
      'graphql.operation.name': report?.operation ?? NO_OPERATION,
      'aiigo.outcome': report?.outcome ?? code ?? '',
    })
    span?.end()
  })
  const run = (): void => withLogContext({ requestId: randomUUID() }, next)
  if (span) span.run(run)
  else run()
}

/** Every failure is answered in GraphQL's form. */
function answerError(response: Response, status: number, code: string, message: string): void {
  ;(response.locals as Measured).code = code
  response.status(status).json({ errors: [{ message, extensions: { code } }] })
}
