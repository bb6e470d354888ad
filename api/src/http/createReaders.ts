import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request as httpRequest, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@aiigo/service'
import type { Request } from 'express'
import { MAX_ANSWER_BYTES } from '../graphql/answerBudget.js'
import type { Context } from '../graphql/context.js'
import { COST_HEADER, callerHeader, REPORT_HEADER } from './callerHeader.js'
import { createQueue, QUERY_LIMITS, queuing } from './createQueue.js'
import { holdPlace } from './holdPlace.js'
import { type ReaderProcess, startReader } from './startReader.js'

export interface Readers {
  /** Answers a query in a reader. Never rejects. */
  forward(request: Request, response: ServerResponse, context: Context, body: Buffer | undefined): Promise<void>
  /** Whether queries are answered now. */
  isReady(): boolean
  /** Of the reader's process. */
  pid(): number | undefined
  close(): Promise<void>
}

interface Options {
  /** The program of a reader. */
  entry: string
  environment: Record<string, string | undefined>
  log: Logger
  /** Hears of a query that found no place. */
  onRefused: () => void
}

/** The longest that a query may take, milliseconds. */
export const MAX_QUERY_MS = 10_000
/** The cost of a query that took too long or ended its reader. */
const LOST_COST = 50_000
const KEPT_HEADERS = ['content-type', 'allow', 'retry-after', 'location']

/** A connection kept from an earlier query was ended by the reader: this query has not reached it. */
class EndedConnection extends Error {
  override name = 'EndedConnection'
}

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  cost: number
  /** Operation and outcome. */
  report: string
}

/**
 * Queries run in a process of their own, so that no query, however dear, holds the process that takes heartbeats,
 * offers and results. The reader has less of the processor than that process, a heap of its own, and is started again
 * when it dies or hangs. Signed-in callers go before strangers.
 */
export async function createReaders({ entry, environment, log, onRefused }: Options): Promise<Readers> {
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-reader-'))
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const queue = createQueue(QUERY_LIMITS)
  /** Queries that the reader works on. */
  let asked = 0
  const socketPath = join(folder, `${randomUUID().slice(0, 8)}.sock`)
  const reader: ReaderProcess = await startReader({ entry, environment, socketPath, log })

  /** Asks the reader, a second time where the kept connection turned out to be ended: a query changes nothing. */
  async function ask(request: Request, context: Context, body: Buffer | undefined): Promise<Answer> {
    const signal = AbortSignal.timeout(MAX_QUERY_MS)
    try {
      return await askOnce(request, context, body, signal)
    } catch (error) {
      if (!(error instanceof EndedConnection)) throw error
      return askOnce(request, context, body, signal)
    }
  }

  function askOnce(request: Request, context: Context, body: Buffer | undefined, signal: AbortSignal): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const sent = httpRequest({
      socketPath,
      agent,
      method: request.method,
      path: request.originalUrl,
      headers: {
        ...Object.fromEntries(
          ['content-type', 'accept', 'x-apollo-operation-name', 'apollo-require-preflight']
            .map((name) => [name, request.headers[name]] as const)
            .filter(([, value]) => value !== undefined),
        ),
        ...callerHeader(context),
        ...(body ? { 'content-length': String(body.length) } : {}),
      },
      signal,
    })
    sent.once('error', (error) => {
      const isEnded = sent.reusedSocket && /^(ECONNRESET|EPIPE)$/.test((error as NodeJS.ErrnoException).code ?? '')
      reject(isEnded ? new EndedConnection() : error)
    })
    sent.once('response', (answer) => {
      const chunks: Buffer[] = []
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        // The reader keeps to the limit itself; it may be wrong about itself.
        if (bytes > MAX_ANSWER_BYTES + 1024) sent.destroy(new Error('the answer is too large'))
        chunks.push(chunk)
      })
      answer.once('error', reject)
      answer.once('end', () => {
        const headers = Object.fromEntries(KEPT_HEADERS.map((name) => [name, answer.headers[name]]))
        const cost = Number(answer.headers[COST_HEADER] ?? 0)
        const report = String(answer.headers[REPORT_HEADER] ?? '')
        resolve({ status: answer.statusCode ?? 500, headers, body: Buffer.concat(chunks), cost, report })
      })
    })
    sent.end(body)
    return promise
  }

  return {
    async forward(request, response, context, body) {
      const place = await queue.enter(queuing(context))
      if (!place) {
        onRefused()
        return unavailable(response, 'UNAVAILABLE', 'too many queries wait for an answer; try again later')
      }
      if (!holdPlace(response, place)) return
      let beside = 0
      try {
        if (!reader.isReady()) return unavailable(response, 'UNAVAILABLE', 'queries are not answered now; try again')
        beside = ++asked
        const answer = await ask(request, context, body)
        const [operation, outcome] = answer.report.split(' ')
        if (operation && outcome) context.report?.(operation, outcome)
        if (answer.cost > 0) await context.meter?.charge(answer.cost)
        for (const [name, value] of Object.entries(answer.headers)) if (value) response.setHeader(name, value)
        response.statusCode = answer.status
        response.end(answer.body)
      } catch (error) {
        // The query, or one of those that the reader worked on when this one came.
        await context.meter?.charge(Math.ceil(LOST_COST / Math.max(1, beside)))
        log.warn({ err: error }, 'a query got no answer')
        if ((error as Error).name !== 'AbortError' && (error as Error).name !== 'TimeoutError') {
          return unavailable(response, 'UNAVAILABLE', 'the query got no answer; try again later')
        }
        const text = `expected a query that takes at most ${MAX_QUERY_MS / 1000} seconds; ask for fewer items or fields`
        return unavailable(response, 'OPERATION_TOO_SLOW', text)
      } finally {
        if (beside > 0) asked--
      }
    },

    isReady: reader.isReady,
    pid: reader.pid,

    async close() {
      agent.destroy()
      await reader.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function unavailable(response: ServerResponse, code: string, message: string): void {
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' })
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }))
}
