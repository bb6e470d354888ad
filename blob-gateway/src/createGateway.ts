import { pipeline } from 'node:stream/promises'
import type { Health, Logger } from '@aiigo/service'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { authenticate } from './authenticate.js'
import { type BlobStore, tooLarge } from './blobStore.js'
import { parseContentId } from './contentId.js'
import { HttpError } from './httpError.js'

export interface GatewayDeps {
  store: BlobStore
  health: Health
  log: Logger
  /** The API's token secret (HS256). */
  secret: string
  maxBytes: number
}

/** Content under a content id never changes, so it may be cached for ever. */
const FOREVER = 'public, max-age=29030400, immutable'

/**
 * The HTTP surface: `PUT /blobs`, `GET|HEAD /ipfs/:cid`, and the calls of the IPFS RPC API that graph-node makes.
 * Reading needs no token: the content id itself is the permission.
 */
export function createGateway({ store, health, log, secret, maxBytes }: GatewayDeps): Express {
  const key = new TextEncoder().encode(secret)
  const app = express()
  app.disable('x-powered-by')
  app.use((request, response, next) => health.handle(request, response, next))

  app.put('/blobs', async (request, response) => {
    const owner = await authenticate(request.headers.authorization, key)
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
    const blob = await store.put(request)
    log.info({ ...blob, owner }, 'stored')
    response.status(201).location(`/ipfs/${blob.cid}`).json(blob)
  })

  app.get('/ipfs/:cid', (request, response) => send(String(request.params.cid), request, response))
  // The RPC API of an IPFS node, as far as graph-node and graph-cli read from it.
  app.post('/api/v0/version', (_request, response) => void response.json({ Version: '0.1.0', Repo: '1' }))
  app.post('/api/v0/cat', (request, response) => {
    const path = String(request.query.arg ?? '').replace(/^\/?(ipfs\/)?/, '')
    return send(path, request, response)
  })

  async function send(text: string, request: Request, response: Response): Promise<void> {
    const id = parseContentId(text)
    response.set({
      'content-type': 'application/octet-stream',
      'cache-control': FOREVER,
      etag: `"${id.cid}"`,
      'x-ipfs-path': `/ipfs/${id.cid}`,
      // Content comes from anyone: a browser must neither guess its type nor run it.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag, content-length, content-range',
    })
    // Not left to express: it ignores the condition when the request also says `no-cache`, as every fetch() with one
    // does.
    if (/(^|,)\s*(\*|(W\/)?"ETAG")\s*(,|$)/.test((request.headers['if-none-match'] ?? '').replaceAll(id.cid, 'ETAG'))) {
      response.status(304).end()
      return
    }
    if (id.kind === 'inline') {
      response.send(Buffer.from(id.bytes))
      return
    }
    const blob = await store.find(id.sha256)
    if (!blob) throw new HttpError(404, 'BLOB_NOT_FOUND', `expected stored content, but nothing has the id ${id.cid}`)
    await new Promise<void>((resolve, reject) => {
      // sendFile answers ranges and If-None-Match, and stops reading when the client goes away.
      const options = { root: store.folder, cacheControl: false, lastModified: false, acceptRanges: true }
      response.sendFile(blob.path, options, (error) => {
        if (!error || response.headersSent || request.destroyed) resolve()
        else reject(error)
      })
    })
  }

  app.use((request) => {
    throw new HttpError(
      404,
      'NOT_FOUND',
      `expected PUT /blobs, GET /ipfs/:cid, /healthz, /readyz or /metrics, got ${request.method} ${request.path}`,
    )
  })
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const failure = asHttpError(error)
    if (failure.status >= 500) log.error({ err: error, method: request.method, path: request.path }, 'request failed')
    if (response.headersSent) {
      next(error)
      return
    }
    for (const header of ['cache-control', 'etag', 'content-type', 'content-range', 'x-ipfs-path'])
      response.removeHeader(header)
    response.status(failure.status).json({ error: { code: failure.code, message: failure.message } })
    // The rest of a refused upload is read and discarded for a moment, so that the client can read the answer.
    if (!request.complete) void drain(request)
  })
  return app
}

async function drain(request: Request): Promise<void> {
  const cut = setTimeout(() => request.destroy(), 2000)
  try {
    await pipeline(request, async (source: AsyncIterable<Buffer>) => {
      for await (const _ of source);
    })
  } catch {
    // The client closed the connection, so there is no answer to send.
  } finally {
    clearTimeout(cut)
  }
}

function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  const { code, status } = error as { code?: string; status?: number }
  if (status === 416) return new HttpError(416, 'RANGE_NOT_SATISFIABLE', 'expected a range inside the content')
  if (code === 'ENOSPC') return new HttpError(507, 'DISK_FULL', 'expected room for the content, but the disk is full')
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new HttpError(400, 'UPLOAD_CUT_OFF', 'expected the whole content, but the connection ended before it')
  }
  if (status === 404) return new HttpError(404, 'BLOB_NOT_FOUND', 'expected stored content, but it is gone')
  if (status !== undefined && status >= 400 && status < 500) {
    return new HttpError(status, 'BAD_REQUEST', error instanceof Error ? error.message : 'the request is not valid')
  }
  return new HttpError(500, 'INTERNAL', 'the gateway failed; its log has the reason')
}
