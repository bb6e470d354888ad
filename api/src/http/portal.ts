import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'
import expressStaticGzip from 'express-static-gzip'

export interface PortalOptions {
  /** The built pages: `portal/dist/site`. */
  folder: string
  /** Origins besides its own that the pages talk to: the blob store. */
  connect: readonly string[]
}

/** A year; the names of built files change with their content. */
const ASSET_SECONDS = 31_536_000

/**
 * The portal's pages. Its files are served as they were built and compressed; every other address that a browser asks
 * for as a page is the portal's own router's.
 */
export function portal({ folder, connect }: PortalOptions): RequestHandler {
  const first = readPage(join(folder, 'first.html'))
  const others = readPage(join(folder, 'index.html'))
  const assets = join(folder, 'assets')
  const policy = contentPolicy(connect)
  const dress = (response: ServerResponse): void => {
    response.setHeader('content-security-policy', policy)
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  }
  const files = expressStaticGzip(folder, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: {
      cacheControl: false,
      setHeaders(response, path) {
        dress(response)
        const lasts = path.startsWith(assets)
        response.setHeader('cache-control', lasts ? `public, max-age=${ASSET_SECONDS}, immutable` : 'no-cache')
      },
    },
  })
  return (request, response, next) => {
    // The API's own address costs no look at the disk.
    if (request.path === '/graphql' || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
    files(request, response, () => {
      if (!isPage(request.path, request.headers.accept)) return next()
      dress(response)
      // The page says it itself: the headless Chromium loads no page for Lighthouse whose answer has this header.
      response.removeHeader('referrer-policy')
      const encoding = (request.acceptsEncodings('br') || request.acceptsEncodings('gzip') || 'identity') as Encoding
      response.set({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', vary: 'accept-encoding' })
      if (encoding !== 'identity') response.set('content-encoding', encoding)
      response.send((request.path === '/' ? first : others)[encoding])
    })
  }
}

type Encoding = 'br' | 'gzip' | 'identity'

/** A page, compressed once. */
function readPage(path: string): Readonly<Record<Encoding, Buffer>> {
  const page = readFileSync(path)
  return { br: brotliCompressSync(page), gzip: gzipSync(page), identity: page }
}

/** A file that is gone is no page. Programs that take anything get the start page alone, at its own address. */
function isPage(path: string, accept = ''): boolean {
  if (path === '/' && accept === '*/*') return true
  return accept.includes('text/html') && !path.startsWith('/assets/')
}

/** Nothing runs but the portal's own files, nothing is inline, and no text becomes HTML (Trusted Types). */
function contentPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    // Programs are compiled before their deposit, to refuse those that no node could run; that is no `eval` of text.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}
