import { finished } from 'node:stream/promises'
import type { FileGrant, FileGrants, Health, Logger, Metrics } from '@aiigo/service'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { type BlobStore, tooLarge } from './blobStore.js'
import { parseContentId } from './contentId.js'
import type { Held, Holdings } from './holdings.js'
import { HttpError } from './httpError.js'
import { requireGrant } from './requireGrant.js'

export interface GatewayDeps {
  store: BlobStore
  holdings: Holdings
  health: Health
  metrics: Metrics
  log: Logger
  grants: FileGrants
  /** Largest file, bytes. */
  maxBytes: number
  /** How long a file is kept that no job names. Seconds. */
  unclaimedSeconds: number
  uploadsPerMinute: number
  /** Unix milliseconds. */
  now?: () => number
}

/** Methods that are counted by name; a client may send any word. */
const METHODS = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'POST'])
/** Content under a content id never changes, so what is public may be cached for ever. */
const FOREVER = 'public, max-age=29030400, immutable'
/** Published files are small: descriptions of nodes. Bytes. */
const PUBLIC_BYTES = 65_536
/** How long a published file is kept; an agent publishes anew at each start. Seconds. */
const PUBLIC_SECONDS = 365 * 86_400
/** Uploads of a wallet at the same time: each takes disk space before its quota is checked. */
const PARALLEL_UPLOADS = 4
/** How long the rest of a refused upload is read, so that its sender can read the answer. Milliseconds. */
const LINGER_MS = 2_000

/**
 * The HTTP surface: `PUT /blobs`, `GET|HEAD|DELETE /ipfs/:cid`, and the calls of the IPFS RPC API that graph-node
 * makes. The wallets that stored a file read it, and wallets whose grant names it; everyone reads published files.
 */
export function createGateway(deps: GatewayDeps): Express {
  const { store, holdings, health, log, grants, maxBytes, unclaimedSeconds, uploadsPerMinute, now = Date.now } = deps
  const requests = deps.metrics.counter('aiigo_blob_requests_total')
  const limiter = new RateLimiterMemory({ points: uploadsPerMinute, duration: 60 })
  const app = express()
  app.disable('x-powered-by')
  app.use((request, response, next) => health.handle(request, response, next))
  app.use(({ method }, response, next) => {
    response.once('close', () => {
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'broken'
      requests.inc({ method: METHODS.has(method) ? method : 'other', status })
    })
    next()
  })
  app.use((request, response, next) => {
    // Grants are tokens and no cookies, so a page of any origin may use those it has.
    response.set({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag, content-length, content-range, location, retry-after',
    })
    if (request.method !== 'OPTIONS') return next()
    response
      .set({
        'access-control-allow-methods': 'GET, HEAD, PUT, DELETE',
        'access-control-allow-headers': 'authorization, content-type, range, if-none-match',
        'access-control-max-age': '86400',
      })
      .status(204)
      .end()
  })

  app.put('/blobs', async (request, response) => {
    const { holder, store: quota } = await requireGrant(request, grants)
    if (!quota) throw notGranted('storing files')
    await receiveUpload(holder, response)
    const isPublic = request.query.visibility === 'public'
    const most = isPublic ? Math.min(maxBytes, PUBLIC_BYTES) : maxBytes
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > most) throw tooLarge(most)
    // Before anything is on disk; content that the wallet has stored already needs no room.
    expectRoom(holder, quota, { files: 0, bytes: 0 })
    const blob = await counted(holder, () =>
      store.put(request, ({ sha256, size }) => {
        if (size > most) throw tooLarge(most)
        if (!holdings.has({ sha256, holder })) expectRoom(holder, quota, { files: 1, bytes: size })
        const keepUntil = Math.floor(now() / 1_000) + unclaimedSeconds
        holdings.add({ sha256, holder }, { size, keepUntil: isPublic ? keepUntil + PUBLIC_SECONDS : keepUntil })
        if (isPublic) holdings.publish(sha256)
      }),
    )
    log.info({ ...blob, holder, isPublic }, 'stored')
    response.status(201).location(`/ipfs/${blob.cid}`).json(blob)
  })

  app.get('/ipfs/:cid', (request, response) => send(String(request.params.cid), request, response))
  app.delete('/ipfs/:cid', async (request, response) => {
    const { holder, forget } = await requireGrant(request, grants)
    if (!forget) throw notGranted('deleting files')
    const id = parseContentId(String(request.params.cid))
    const holding = id.kind === 'blob' ? { sha256: id.sha256, holder } : null
    if (holding && holdings.has(holding)) {
      const isWanted = () => holdings.isHeldBeside(holding)
      await store.remove(holding.sha256, isWanted, () => void holdings.remove(holding))
      log.info({ cid: id.cid, holder }, 'deleted')
    }
    response.status(204).end()
  })
  // The RPC API of an IPFS node, as far as graph-node and graph-cli read from it: published files.
  app.post('/api/v0/version', (_request, response) => void response.json({ Version: '0.1.0', Repo: '1' }))
  app.post('/api/v0/cat', (request, response) => {
    const path = String(request.query.arg ?? '').replace(/^\/?(ipfs\/)?/, '')
    return send(path, request, response)
  })

  const uploading = new Map<string, number>()
  async function counted<T>(holder: string, upload: () => Promise<T>): Promise<T> {
    const others = uploading.get(holder) ?? 0
    if (others >= PARALLEL_UPLOADS) {
      throw new HttpError(
        429,
        'RATE_LIMITED',
        `expected at most ${PARALLEL_UPLOADS} uploads of a wallet at the same time`,
      )
    }
    uploading.set(holder, others + 1)
    try {
      return await upload()
    } finally {
      const left = (uploading.get(holder) ?? 1) - 1
      if (left > 0) uploading.set(holder, left)
      else uploading.delete(holder)
    }
  }

  async function receiveUpload(holder: string, response: Response): Promise<void> {
    try {
      await limiter.consume(holder)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
      response.set('retry-after', String(seconds))
      throw new HttpError(
        429,
        'RATE_LIMITED',
        `expected at most ${uploadsPerMinute} uploads a minute; try again in ${seconds} s`,
      )
    }
  }

  /** @throws {HttpError} 413 QUOTA_EXCEEDED when a wallet with so much more would have more than its quota */
  function expectRoom(holder: string, quota: NonNullable<FileGrant['store']>, more: Held): void {
    const held = holdings.of(holder)
    if (held.files + more.files <= quota.maxFiles && held.bytes + more.bytes <= quota.maxBytes) return
    throw new HttpError(
      413,
      'QUOTA_EXCEEDED',
      `expected at most ${quota.maxFiles} files of ${quota.maxBytes} bytes together in the wallet's name, it has ${held.files} of ${held.bytes}, and this one is too much; delete files of ended jobs, or wait until they end`,
    )
  }

  /** Whether a request may read a file; a caller that may not cannot tell it from one that is not there. */
  async function mayRead(
    { cid, sha256 }: { cid: string; sha256: string },
    isPublic: boolean,
    request: Request,
  ): Promise<boolean> {
    // A stranger reads what is public; the platform asks for a file of this very holder, so that it stays.
    if (isPublic && request.headers.authorization === undefined && request.query.grant === undefined) return true
    const { holder, read = {}, keepUntil } = await requireGrant(request, grants)
    const isHolder = holdings.has({ sha256, holder })
    if (keepUntil !== undefined) {
      if (isHolder) holdings.keep({ sha256, holder }, keepUntil)
      return isHolder
    }
    if (isHolder || isPublic) return true
    return Object.entries(read).some(([owner, cids]) => cids.includes(cid) && holdings.has({ sha256, holder: owner }))
  }

  async function send(text: string, request: Request, response: Response): Promise<void> {
    const id = parseContentId(text)
    const missing = () =>
      new HttpError(404, 'BLOB_NOT_FOUND', `expected a file that is stored and that the grant covers, got ${id.cid}`)
    const isOpen = id.kind === 'inline' || holdings.isPublic(id.sha256)
    if (id.kind === 'blob' && !(await mayRead(id, isOpen, request))) throw missing()
    response.set({
      'content-type': 'application/octet-stream',
      'cache-control': isOpen ? FOREVER : 'private, no-store',
      etag: `"${id.cid}"`,
      'x-ipfs-path': `/ipfs/${id.cid}`,
      // Content comes from anyone: a browser must neither guess its type nor run it.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      // A grant in the address goes nowhere else.
      'referrer-policy': 'no-referrer',
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
    if (!blob) throw missing()
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
      `expected PUT /blobs, GET or DELETE /ipfs/:cid, /healthz, /readyz or /metrics, got ${request.method} ${request.path}`,
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
    const body = JSON.stringify({ error: { code: failure.code, message: failure.message } })
    response
      .status(failure.status)
      .set({ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    if (request.method === 'HEAD' || request.complete) {
      response.end(body)
      return
    }
    // The whole answer goes out at once, the connection ends when the rest of the upload was read and discarded.
    response.set('connection', 'close')
    response.write(body)
    void drain(request).then(() => response.end())
  })
  return app
}

async function drain(request: Request): Promise<void> {
  const cut = setTimeout(() => request.destroy(), LINGER_MS)
  // The client may close the connection meanwhile: then nobody reads the answer.
  await finished(request.resume()).catch(() => undefined)
  clearTimeout(cut)
}

function notGranted(what: string): HttpError {
  return new HttpError(403, 'NOT_GRANTED', `expected a grant for ${what}, got one for something else`)
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
