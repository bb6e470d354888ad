import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { addressKey, clientAddress, createCounter } from '@aiigo/service'

export interface BlobServerLimits {
  /** A connection without a byte for so long is cut. Milliseconds. */
  idleMs?: number
  /** The headers of a request come within this time. Milliseconds. */
  headersMs?: number
  /** The bytes of a transfer that pass in each `paceMs`, or the connection is cut. */
  paceBytes?: number
  paceMs?: number
  /** Connections, and requests behind trusted proxies, of an IP address at once. */
  connectionsPerAddress: number
  /** Proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number
}

const IDLE_MS = 60_000
const HEADERS_MS = 60_000
/** 1 KiB a second: 256 MiB would take three days, and a connection that is slower is of no use. */
const PACE_BYTES = 60 * 1_024
const PACE_MS = 60_000
const REFUSAL = 'HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'

/**
 * The HTTP server. A transfer of 256 MiB may take long, so a connection ends for its silence or its slowness, not for
 * its length. An IP address has some connections. Behind trusted proxies the connections are the proxies', and the
 * requests of a client's address are counted in their place.
 */
export function createBlobServer(app: RequestListener, limits: BlobServerLimits): Server {
  const { idleMs = IDLE_MS, headersMs = HEADERS_MS, paceBytes = PACE_BYTES, paceMs = PACE_MS } = limits
  const ofAddress = createCounter(limits.connectionsPerAddress)

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (limits.trustedProxies > 0) {
      const leave = ofAddress.enter(addressKey(clientAddress(request, limits.trustedProxies)))
      if (!leave) {
        response.writeHead(429, { connection: 'close', 'retry-after': '1' }).end()
        return
      }
      response.once('close', leave)
    }
    keepPace(request, response, { bytes: paceBytes, ms: paceMs })
    app(request, response)
  }

  const server = createServer(
    // Whole requests may take as long as they move; without a limit of their own headers would, too.
    { requestTimeout: 0, headersTimeout: headersMs, connectionsCheckingInterval: Math.min(headersMs, 10_000) },
    answer,
  ).setTimeout(idleMs)
  if (limits.trustedProxies === 0) {
    server.on('connection', (socket: Socket) => {
      const leave = ofAddress.enter(addressKey(socket.remoteAddress ?? 'unknown'))
      if (leave) socket.once('close', leave)
      else socket.end(REFUSAL, () => socket.destroy())
    })
  }
  return server
}

/** Cuts a connection whose client sends or reads too slowly. Time that the server itself takes does not count. */
function keepPace(request: IncomingMessage, response: ServerResponse, { bytes, ms }: { bytes: number; ms: number }) {
  const { socket } = request
  const moved = (): number => socket.bytesRead + socket.bytesWritten - socket.writableLength
  let before = moved()
  const timer = setInterval(() => {
    const isClients = !request.complete || socket.writableLength > 0
    const now = moved()
    if (isClients && now - before < bytes) socket.destroy()
    before = now
  }, ms).unref()
  response.once('close', () => clearInterval(timer))
}
