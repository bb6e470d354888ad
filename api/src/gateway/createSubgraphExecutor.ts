import { buildHTTPExecutor } from '@graphql-tools/executor-http'
import type { ExecutionRequest, ExecutionResult, Executor } from '@graphql-tools/utils'
import { type GraphQLError, GraphQLError as GraphQLErrorClass } from 'graphql'
import { blockNotIndexed, subgraphMessage } from './subgraphMessage.js'

export interface SubgraphExecutor {
  execute: Executor
  dispose(): Promise<void>
}

interface Options {
  /** Query endpoint of the subgraph. */
  url: string
  /** Hears the real reason. */
  onFailure: (reason: unknown) => void
  /** Told of an answer's bytes while it comes, with the operation's context. The rest is not read once it throws. */
  onBytes: (context: object | undefined, bytes: number) => void
}

const TIMEOUT_MS = 10_000

const NOT_NOW = 'the subgraph, which answers for the chain, does not answer now; try again later'

/** Messages of graph-node while it cannot answer for temporary reasons. */
const NOT_YET = /has not started syncing|does not exist|not found/i

/**
 * Asks graph-node. Its failures become errors of ours: SUBGRAPH_UNAVAILABLE when it does not answer, BLOCK_NOT_INDEXED
 * when it is not that far yet, SUBGRAPH_ERROR when it refuses the query. The request to it is not passed on (the HTTP
 * executor puts it into `extensions`).
 */
export function createSubgraphExecutor({ url, onFailure, onBytes }: Options): SubgraphExecutor {
  const http = buildHTTPExecutor({ endpoint: url, timeout: TIMEOUT_MS, fetch: countedFetch(onBytes) })

  const unavailable = (): ExecutionResult => ({
    data: null,
    errors: [
      new GraphQLErrorClass(NOT_NOW, {
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
      }),
    ],
  })

  const clean = (error: GraphQLError): GraphQLError => {
    const at = error.path ? { path: error.path } : {}
    const ahead = blockNotIndexed(error.message)
    if (ahead) return new GraphQLErrorClass(ahead, { ...at, extensions: { code: 'BLOCK_NOT_INDEXED' } })
    const code = NOT_YET.test(error.message) ? 'SUBGRAPH_UNAVAILABLE' : 'SUBGRAPH_ERROR'
    const message = code === 'SUBGRAPH_UNAVAILABLE' ? NOT_NOW : subgraphMessage(error.message)
    return new GraphQLErrorClass(message, { ...at, extensions: { code } })
  }

  return {
    execute: async (request: ExecutionRequest) => {
      let result: ExecutionResult
      try {
        result = (await http(request)) as ExecutionResult
      } catch (error) {
        onFailure(error)
        return unavailable()
      }
      if (!result.errors || result.errors.length === 0) return result
      onFailure(result.errors[0])
      // Without an answer from graph-node the executor makes up an error and no data.
      const answered = result.errors.every((error) => !isTransportFailure(error as GraphQLError))
      if (!answered) return unavailable()
      return { ...result, extensions: undefined, errors: result.errors.map((error) => clean(error as GraphQLError)) }
    },
    dispose: async () => {
      await http[Symbol.asyncDispose]()
    },
  }
}

/** `fetch` that tells of an answer's bytes. The HTTP executor passes the operation's context on. */
function countedFetch(onBytes: Options['onBytes']) {
  return async (url: string, init?: RequestInit, context?: object): Promise<Response> => {
    const response = await fetch(url, init)
    if (!response.body) return response
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes(context, chunk.byteLength)
        controller.enqueue(chunk)
      },
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(counted), { status, statusText, headers })
  }
}

/** The HTTP executor marks what it reports itself: an HTTP status, a failed fetch, an unreadable answer. */
function isTransportFailure(error: GraphQLError): boolean {
  const { http, responseDetails, responseStatus, code, response } = error.extensions ?? {}
  return Boolean(http || responseDetails || responseStatus || response || code) || error.originalError !== undefined
}
