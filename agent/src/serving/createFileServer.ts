import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { NotRetryableError, SERVING, type SignedReceipt } from '@aiigo/domain'
import type { Logger } from '@aiigo/service'
import type { Hex } from 'viem'
import { z } from 'zod'
import type { Traffic } from '../caps/createTraffic.js'
import type { ReaderSessions } from './createReaderSessions.js'
import type { ReceiptBook } from './createReceiptBook.js'
import type { ServingLedger } from './createServingLedger.js'
import { parseRange } from './parseRange.js'
import { ServingError } from './ServingError.js'

/** A file as it lies on this machine; its content was compared with its hash. */
export interface FileHere {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 digests of its chunks, one after another. */
  readonly chunkList: Uint8Array
}

/** A run whose files are served. */
export interface ServedRun {
  readonly taskId: string
  /** By content id. */
  readonly files: ReadonlyMap<string, FileHere>
  readonly ledger: ServingLedger
  readonly sessions: ReaderSessions
  readonly book: Pick<ReceiptBook, 'of'>
}

export interface FileServer {
  /** Port in use. */
  readonly port: number
  /** Serves the files of a run until the returned function is called, which cuts what is being sent. */
  serve(run: ServedRun): () => void
  close(): Promise<void>
}

export interface FileServerOptions {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  readonly traffic: Pick<Traffic, 'meter'>
  /** Why nothing is sent now, for readers; null when files are sent. */
  readonly pause: () => string | null
  readonly log: Logger
  /** A connection on which nothing moves for so long is closed, milliseconds; default 30 000. */
  readonly silenceMs?: number
}

/** Connections of all readers and strangers together. */
const CONNECTIONS = 1_000
/** Connections from one address, loopback excepted: behind a reverse proxy all come from there. */
const CONNECTIONS_EACH = 64
/** Bytes of a request's body. */
const BODY = 2_048
/** Bytes that are read from the disk at once. */
const PIECE = 262_144
/** A chunk is taken in this time, or its connection is closed. Milliseconds. */
const CHUNK_MS = 600_000

const signature = z.string().regex(/^0x[0-9a-fA-F]{130}$/)
const openingSchema = z.strictObject({ nonce: z.string().regex(/^0x[0-9a-f]{64}$/), signature })
const receiptSchema = z.strictObject({ bytes: z.string().regex(/^(0|[1-9][0-9]{0,18})$/), signature })

/** The paths: only known words and letters of content ids, so no path leads to another file of this machine. */
const PATH = /^\/(0x[0-9a-f]{64})\/(?:(challenge|sessions|receipts)|files\/([A-Za-z0-9]{1,128})(\/chunks)?)$/

/** Serves files of jobs to the readers that the jobs list. */
export async function createFileServer(options: FileServerOptions): Promise<FileServer> {
  const { host, port, traffic, pause, log, silenceMs = 30_000 } = options
  const runs = new Map<string, { readonly run: ServedRun; readonly over: AbortController }>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request
    const [, taskId = '', verb, cid, chunks] = (request.url ?? '').match(PATH) ?? []
    const served = runs.get(taskId)
    if (!served) {
      throw new ServingError(
        404,
        'NOT_SERVED',
        'expected the task of a job that this node serves now (/TASK/files/CID)',
      )
    }
    const { run, over } = served
    if (verb === 'challenge' && method === 'GET') return send(response, 200, { nonce: run.sessions.challenge() })
    if (verb === 'sessions' && method === 'POST') return openSession(run, request, response)
    const reader = run.sessions.readerOf(tokenOf(request))
    if (verb === 'receipts' && method === 'POST') {
      const receipt = await bodyOf(request, receiptSchema, 'bytes (decimal) and signature (65 bytes)')
      return send(response, 200, { paid: (await run.ledger.take(reader, receipt)).toString() })
    }
    if (cid === undefined || method !== 'GET') throw new ServingError(405, 'BAD_METHOD', `no ${method} of this path`)
    const file = run.files.get(cid)
    if (!file) throw new ServingError(404, 'NO_SUCH_FILE', `expected a file of the job, got ${cid}`)
    if (chunks) return void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.chunkList)
    return sendFile(run.ledger, reader, file, request, response, over.signal)
  }

  async function openSession(run: ServedRun, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const opening = await bodyOf(request, openingSchema, 'nonce (of the challenge) and signature')
    const { token, reader } = await run.sessions.open(opening.nonce as Hex, opening.signature as Hex, run.ledger.knows)
    const highest: SignedReceipt | null = run.book.of(reader)
    const paid = highest && { bytes: highest.bytes, signature: highest.signature }
    return send(response, 201, { token, chunkBytes: SERVING.chunkBytes, paid })
  }

  async function sendFile(
    ledger: ServingLedger,
    reader: string,
    { path, size }: FileHere,
    request: IncomingMessage,
    response: ServerResponse,
    over: AbortSignal,
  ): Promise<void> {
    const { start, end } = parseRange(request.headers.range, size)
    const reason = pause()
    if (reason !== null) throw new ServingError(503, 'PAUSED', `the node sends nothing now: ${reason}; try again later`)
    const bytes = end - start
    const sending = ledger.begin(reader, bytes)
    let sent = 0
    try {
      response.writeHead(206, {
        'content-type': 'application/octet-stream',
        'content-length': bytes,
        'content-range': `bytes ${start}-${end - 1}/${size}`,
        'cache-control': 'no-store',
      })
      if (bytes === 0) return void response.end()
      const meter = traffic.meter()
      meter.on('data', (part: Buffer) => {
        sent += part.length
      })
      const content = createReadStream(path, { start, end: end - 1, highWaterMark: PIECE })
      await pipeline(content, meter, response, { signal: AbortSignal.any([over, AbortSignal.timeout(CHUNK_MS)]) })
    } finally {
      sending.end(sent)
    }
  }

  function refuse(response: ServerResponse, error: unknown): void {
    if (response.headersSent || response.destroyed) {
      log.debug({ err: error }, 'a reader’s request was cut')
      response.destroy()
    } else if (error instanceof NotRetryableError) {
      const status = error instanceof ServingError ? error.status : 400
      send(response, status, { code: error.code, message: error.message })
    } else {
      log.warn({ err: error }, 'a reader’s request failed')
      send(response, 500, { code: 'NODE_FAILED', message: 'the node could not answer; try again' })
    }
  }

  const server = createServer({ connectionsCheckingInterval: 5_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, error))
  })
  server.maxConnections = CONNECTIONS
  const connections = createAddressCount(CONNECTIONS_EACH)
  server.on('connection', (socket) => {
    if (!connections.add(socket.remoteAddress)) return void socket.destroy()
    socket.once('close', connections.remover(socket.remoteAddress))
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 20_000
  server.setTimeout(silenceMs, (socket) => void socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    serve(run) {
      const served = { run, over: new AbortController() }
      runs.set(run.taskId, served)
      return () => {
        served.over.abort()
        if (runs.get(run.taskId) === served) runs.delete(run.taskId)
      }
    },
    async close() {
      for (const { over } of runs.values()) over.abort()
      runs.clear()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Counts connections by address, up to a bound. */
function createAddressCount(most: number) {
  const counts = new Map<string, number>()
  return {
    /** @returns whether one more is allowed */
    add(address: string | undefined): boolean {
      if (address === undefined || isLoopback(address)) return true
      const count = counts.get(address) ?? 0
      if (count >= most) return false
      counts.set(address, count + 1)
      return true
    },
    remover: (address: string | undefined) => (): void => {
      if (address === undefined || isLoopback(address)) return
      const count = (counts.get(address) ?? 0) - 1
      if (count > 0) counts.set(address, count)
      else counts.delete(address)
    },
  }
}

const isLoopback = (address: string): boolean => /^(::1|(::ffff:)?127\.[\d.]+)$/.test(address)

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { ...headers, 'cache-control': 'no-store' }).end(text)
}

const tokenOf = ({ headers }: IncomingMessage): string | null =>
  headers.authorization?.match(/^Bearer ([\w-]{1,100})$/)?.[1] ?? null

/** Reads a small body. @throws ServingError 400, 413 */
async function bodyOf<T>(request: IncomingMessage, schema: z.ZodType<T>, expected: string): Promise<T> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > BODY) throw new ServingError(413, 'BODY_TOO_LARGE', `expected a body of at most ${BODY} bytes`)
    parts.push(part)
  }
  try {
    return schema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
  } catch {
    throw new ServingError(400, 'BAD_BODY', `expected JSON with ${expected}`)
  }
}
