import type { Kernel } from '../kernel/createKernel.js'

/** An answer to a request. */
export interface HttpAnswer {
  status: number
  body?: string | Uint8Array
  headers?: Record<string, string>
}

export interface HttpRequest {
  url: URL
  method: string
  headers: Headers
  body: string
}

/** Answers requests to one host. @throws Error for a connection that breaks */
export type HttpHost = (request: HttpRequest) => Promise<HttpAnswer>

/** An answer that never comes. */
export class NoAnswer extends Error {}

const NO_BODY = [101, 204, 205, 304]

/** `fetch` for simulated processes: each request is an operation of the schedule. */
export function createHttpPort(kernel: Kernel, hosts: ReadonlyMap<string, HttpHost>): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : undefined
    const url = new URL(request ? request.url : String(input))
    const signal = init?.signal ?? request?.signal
    const body = typeof init?.body === 'string' ? init.body : request ? await request.text() : ''
    const host = hosts.get(url.host)
    const refused = (cause: string): TypeError => new TypeError('fetch failed', { cause: new Error(cause) })
    if (!host) throw refused(`getaddrinfo ENOTFOUND ${url.host}`)
    const method = init?.method ?? request?.method ?? 'GET'
    const headers = new Headers(init?.headers ?? request?.headers)
    return new Promise<Response>((resolve, reject) => {
      const abort = (): void => reject(signal?.reason ?? new DOMException('This operation was aborted', 'AbortError'))
      if (signal?.aborted) {
        abort()
        return
      }
      signal?.addEventListener('abort', abort, { once: true })
      kernel
        .park(`${method} ${url.host}${url.pathname} ${summary(body)}`, () => host({ url, method, headers, body }))
        .then(
          ({ status, body: content, headers: more }) => {
            const bytes = NO_BODY.includes(status) || method === 'HEAD' ? null : (content ?? '')
            resolve(new Response(bytes as string | null, { status, ...(more ? { headers: more } : {}) }))
          },
          (error: unknown) => {
            if (!(error instanceof NoAnswer)) reject(refused(error instanceof Error ? error.message : String(error)))
          },
        )
    })
  }
}

/** JSON-RPC numbers its requests over all simulations of a process: the numbers are left out. */
const summary = (body: string): string => body.replaceAll(/"id":\d+/g, '').slice(0, 300)
