import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type QueueBackend, queues } from '@aiigo/queue'
import { type RequestHandler, Router } from 'express'
import type { Authenticate } from '../graphql/authentication.js'

/** Where the pages of the queues are. */
export const BOARD_PATH = '/operate/board'

export interface QueueBoardDeps {
  authenticate: Authenticate
  /** Wallets of operators, lower case. */
  operators: readonly string[]
  backend: QueueBackend
  onError: (error: unknown) => void
}

/** Has the access token of a session; a page's requests cannot send one in a header. */
const COOKIE = 'aiigo_board'
/** An access token ends sooner. Seconds. */
const COOKIE_SECONDS = 900
/** Nothing from elsewhere, and no text that becomes a script. The pages set styles of their own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Bull Board for operators: every queue job with its payload, to look at. `POST /operate/board/session` with the access
 * token of an operator's session gives a cookie for these pages alone, until the token ends. Acts on queue jobs are the
 * API's mutations, which both backends and all clients share.
 */
export function queueBoard({ authenticate, operators, backend, onError }: QueueBoardDeps): RequestHandler {
  /** Status for a caller: 200 for an operator's session. */
  async function statusOf(authorization: string | undefined): Promise<200 | 401 | 403> {
    const { viewer } = await authenticate(authorization)
    if (viewer?.via !== 'session') return 401
    return operators.includes(viewer.address) ? 200 : 403
  }

  let board: Promise<RequestHandler> | undefined
  const router = Router()
  router.post('/session', async (request, response) => {
    const { authorization } = request.headers
    const status = await statusOf(authorization)
    if (status !== 200) return void response.status(status).end()
    response
      .cookie(COOKIE, authorization?.replace(/^Bearer /i, ''), {
        ...{ httpOnly: true, sameSite: 'strict', path: BOARD_PATH, secure: request.secure },
        maxAge: COOKIE_SECONDS * 1_000,
      })
      .status(204)
      .end()
  })
  router.use(async (request, response, next) => {
    response.set({ 'cache-control': 'no-store', 'content-security-policy': POLICY })
    const status = await statusOf(bearerIn(request.headers.cookie))
    if (status !== 200) {
      response.status(status).type('text').send('expected an operator: open this page from the portal’s page Operate\n')
      return
    }
    // Bull Board itself refuses acts of a board that is read-only; a new route of it would not be known here.
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.status(405).end()
    board ??= openBoard(backend, onError)
    ;(await board)(request, response, next)
  })
  return router
}

function bearerIn(cookies = ''): string | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;\\s]+)`).exec(cookies)?.[1]
  return value === undefined ? undefined : `Bearer ${value}`
}

/** Loaded with the first look: it is not small, and most processes are never asked. */
async function openBoard(backend: QueueBackend, onError: (error: unknown) => void): Promise<RequestHandler> {
  const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/express'),
  ])
  const serverAdapter = new ExpressAdapter()
  serverAdapter.setBasePath(BOARD_PATH)
  createBullBoard({
    queues: Object.values(queues).map(({ name, description }) => {
      const queue = backend.queue(name)
      queue.on('error', onError)
      return new BullMQAdapter(queue, { readOnlyMode: true, description })
    }),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'AIIGO queues' } },
  })
  const app = serverAdapter.getRouter() as import('express').Express
  app.engine('ejs', (_path, params, done) => done(null, pageOf(params as unknown as Record<string, string>)))
  return app
}

/** The entry page without its fonts from elsewhere. */
function pageOf(params: Record<string, string>): string {
  const folder = dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json'))
  return readFileSync(join(folder, 'dist/index.ejs'), 'utf8')
    .replaceAll(/<link href="https?:[^>]*>/g, '')
    .replaceAll(/<%[-=] (\w+) %>/g, (_, name: string) => params[name] ?? '')
}
