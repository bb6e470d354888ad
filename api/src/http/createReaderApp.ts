import type { Logger } from '@aiigo/service'
import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { Context } from '../graphql/context.js'
import { COST_HEADER, REPORT_HEADER, readCaller } from './callerHeader.js'
import { isTooLong, tooLong } from './readOperation.js'

/** The HTTP side of a reader on its socket file: the API in front has checked size, caller and limits. */
export function createReaderApp(apollo: ApolloServer<Context>, log: Logger): Express {
  const app = express()
  app.use(
    '/graphql',
    express.json({ limit: '1mb' }),
    refuseTooLong,
    expressMiddleware(apollo, {
      context: async ({ req, res }) => ({
        ...readCaller(req, (cost) => void res.set(COST_HEADER, String(cost))),
        report: (operation, outcome) => void res.set(REPORT_HEADER, `${operation} ${outcome}`),
      }),
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

/** The API in front passes on what is too long for a mutation without reading it to its end. */
const refuseTooLong: RequestHandler = ({ body }, response, next) => {
  if (!isTooLong(body)) return next()
  const { message, extensions } = tooLong()
  response.status(400).json({ errors: [{ message, extensions: { code: extensions.code } }] })
}
