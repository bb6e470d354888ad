import type { Logger } from '@aiigo/service'
import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Context } from '../graphql/context.js'
import { COST_HEADER, readCaller } from './callerHeader.js'

/** The HTTP side of a reader on its socket file: the API in front has checked size, caller and limits. */
export function createReaderApp(apollo: ApolloServer<Context>, log: Logger): Express {
  const app = express()
  app.use(
    '/graphql',
    express.json({ limit: '1mb' }),
    expressMiddleware(apollo, {
      context: async ({ req, res }) => readCaller(req, (cost) => void res.set(COST_HEADER, String(cost))),
    }),
  )
  const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    log.error({ err: error }, 'a query could not be answered')
    response
      .status(500)
      .json({ errors: [{ message: 'the API failed', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })
  }
  app.use(onError)
  return app
}
