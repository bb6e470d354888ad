import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from './metrics/createMetrics.js'

/**
 * A check passes when it resolves and fails when it rejects or takes longer than the limit; its message is shown, and
 * so is a text that it resolves with, behind "ok: ".
 */
export type HealthCheck = () => Promise<unknown> | unknown

export interface HealthOptions {
  /** Served at `/metrics`; without it that path answers 404. */
  metrics?: Metrics
  /** A check that takes longer has failed. Milliseconds, default 2000. */
  checkTimeoutMs?: number
  /**
   * Whether a caller may see metrics and the reasons of failing checks; others get 404 and the status alone. Default:
   * all callers, for ports that strangers do not reach.
   */
  maySeeDetail?: (request: IncomingMessage) => boolean
}

export interface Health {
  /** Fails when the process cannot recover without a restart (a stuck loop). Shown at `/healthz`. */
  addLiveness(name: string, check: HealthCheck): void
  /** Fails while the process should get no work (a database is away, not started yet). Shown at `/readyz`. */
  addReadiness(name: string, check: HealthCheck): void
  /** Answers `/healthz`, `/readyz`, `/metrics`; calls `next` for everything else. Fits `app.use` of express. */
  handle(request: IncomingMessage, response: ServerResponse, next?: () => void): void
  /** Serves the three paths on a port of their own (0 picks a free one) and resolves with the port in use. */
  listen(port: number, host?: string): Promise<number>
  close(): Promise<void>
}

type Outcome = { ok: boolean; checks: Record<string, string> }

/** Liveness, readiness and metrics of one process. With no checks added both answer 200. */
export function createHealth({
  metrics,
  checkTimeoutMs = 2000,
  maySeeDetail = () => true,
}: HealthOptions = {}): Health {
  const liveness = new Map<string, HealthCheck>()
  const readiness = new Map<string, HealthCheck>()
  let server: Server | undefined

  async function answer(path: string, response: ServerResponse, isDetailed: boolean): Promise<void> {
    if (path === '/metrics' && metrics) {
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.metrics())
      return
    }
    const { ok, checks } = await runAll(path === '/healthz' ? liveness : readiness, checkTimeoutMs)
    response
      .writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify({ status: ok ? 'ok' : 'failing', ...(isDetailed ? { checks } : {}) }))
  }

  function handle(request: IncomingMessage, response: ServerResponse, next?: () => void): void {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const isDetailed = maySeeDetail(request)
    const hasMetrics = metrics !== undefined && isDetailed
    const known = path === '/healthz' || path === '/readyz' || (path === '/metrics' && hasMetrics)
    if (known && (request.method === 'GET' || request.method === 'HEAD')) {
      answer(path, response, isDetailed).catch((error: unknown) => {
        response.writeHead(500).end(isDetailed ? String(error) : '')
      })
    } else if (next) next()
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('expected /healthz, /readyz or /metrics\n')
  }

  return {
    addLiveness: (name, check) => void liveness.set(name, check),
    addReadiness: (name, check) => void readiness.set(name, check),
    handle,
    async listen(port, host = '127.0.0.1') {
      const listening = createServer((request, response) => handle(request, response))
      server = listening
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject)
        listening.listen(port, host, resolve)
      })
      return (listening.address() as AddressInfo).port
    },
    async close() {
      const closing = server
      server = undefined
      if (!closing) return
      closing.closeAllConnections()
      await new Promise<void>((resolve) => closing.close(() => resolve()))
    },
  }
}

async function runAll(checks: Map<string, HealthCheck>, timeoutMs: number): Promise<Outcome> {
  const results = await Promise.all(
    [...checks].map(async ([name, check]) => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
      })
      try {
        const told = await Promise.race([Promise.resolve().then(check), late])
        return { name, ok: true, text: typeof told === 'string' ? `ok: ${told}` : 'ok' }
      } catch (error) {
        return { name, ok: false, text: error instanceof Error ? error.message : String(error) }
      } finally {
        clearTimeout(timer)
      }
    }),
  )
  return {
    ok: results.every(({ ok }) => ok),
    checks: Object.fromEntries(results.map(({ name, text }) => [name, text])),
  }
}
