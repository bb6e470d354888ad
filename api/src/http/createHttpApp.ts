import type { Health } from '@aiigo/service'
import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import type { Authenticate } from '../graphql/authentication.js'
import type { Context } from '../graphql/context.js'
import type { RateLimit } from './createRateLimit.js'

export interface HttpAppDeps {
  apollo: ApolloServer<Context>
  authenticate: Authenticate
  health: Health
  rateLimit: RateLimit
  corsOrigins: string
  trustedProxies: number
  landingPage: boolean
}

/** A job specification has at most 256 KiB; 500 log lines at once are the largest other body. */
const MAX_BODY = '1mb'

/** Everything that is answered over HTTP: the API at /graphql, health and metrics beside it. */
export function createHttpApp(deps: HttpAppDeps): Express {
  const { apollo, authenticate, health, rateLimit, corsOrigins, trustedProxies, landingPage } = deps
  const app = express()
  app.set('trust proxy', trustedProxies)
  app.use((request, response, next) => health.handle(request, response, next))
  // Apollo's landing page loads its own scripts from elsewhere.
  app.use(helmet(landingPage ? { contentSecurityPolicy: false } : {}))
  app.use(
    cors({ origin: corsOrigins === '*' ? '*' : corsOrigins.split(',').map((origin) => origin.trim()), maxAge: 600 }),
  )

  const context: RequestHandler = async (request, response, next) => {
    const { viewer, refusal } = await authenticate(request.headers.authorization)
    const ip = request.ip ?? 'unknown'
    const wait = await rateLimit.take(viewer ? viewer.address : `ip:${ip}`)
    if (wait !== null) {
      response.set('retry-after', String(wait))
      answerError(response, 429, 'RATE_LIMITED', `expected fewer requests; wait ${wait} seconds`)
      return
    }
    const made: Context = { viewer, refusal, ip, userAgent: request.headers['user-agent'] ?? null }
    response.locals.context = made
    next()
  }
  app.use(
    '/graphql',
    context,
    express.json({ limit: MAX_BODY }),
    expressMiddleware(apollo, { context: async ({ res }) => res.locals.context as Context }),
  )
  app.use((request, response) => {
    answerError(response, 404, 'NOT_FOUND', `expected /graphql, /healthz, /readyz or /metrics, got ${request.path}`)
  })
  const onError: ErrorRequestHandler = (
    error: { status?: number; type?: string; message: string },
    _request,
    response,
    _next,
  ) => {
    const status = error.status ?? 500
    const code =
      error.type === 'entity.too.large' ? 'INPUT_TOO_LARGE' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'
    const tooLarge = `expected a body of at most ${MAX_BODY}; put data into the blob store`
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

/** Every failure is answered in GraphQL's form. */
function answerError(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code } }] })
}
