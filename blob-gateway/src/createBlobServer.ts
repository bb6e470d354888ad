import { createServer, type RequestListener, type Server } from 'node:http'

/** A connection without a byte for so long is cut. */
const IDLE_MS = 60_000

/** The HTTP server. An upload of 256 MiB may take long, so a connection ends for its silence, not for its length. */
export function createBlobServer(app: RequestListener, idleMs = IDLE_MS): Server {
  return createServer({ requestTimeout: 0 }, app).setTimeout(idleMs)
}
