import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import expressStaticGzip from 'express-static-gzip'

/** A year; the names of built files change with their content. */
const ASSET_SECONDS = 31_536_000

export interface BuiltFilesOptions {
  /** The built files, compressed beside themselves. Those of its folder `assets` have a hash in their names. */
  folder: string
  /** The content security policy of each answer. */
  policy: string
  /** The file that a folder's address is. Default: none. */
  index?: string
}

export interface BuiltFiles {
  /** Serves the folder's files; another address goes to the next handler. */
  files: RequestHandler
  /** Answers with a page, as it was compressed at the start. */
  sendPage: (request: Request, response: Response, page: Page) => void
}

/** Pages that a build has made: they are looked at again each time, and files with a hash are kept for a year. */
export function builtFiles({ folder, policy, index }: BuiltFilesOptions): BuiltFiles {
  const assets = join(folder, 'assets')
  const dress = (response: ServerResponse): void => {
    response.setHeader('content-security-policy', policy)
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  }
  const files = expressStaticGzip(folder, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: index ?? false,
    serveStatic: {
      cacheControl: false,
      setHeaders(response, path) {
        dress(response)
        const lasts = path.startsWith(assets)
        response.setHeader('cache-control', lasts ? `public, max-age=${ASSET_SECONDS}, immutable` : 'no-cache')
      },
    },
  })
  return {
    files,
    sendPage(request, response, page) {
      dress(response)
      const encoding = (request.acceptsEncodings('br') || request.acceptsEncodings('gzip') || 'identity') as Encoding
      response.set({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', vary: 'accept-encoding' })
      if (encoding !== 'identity') response.set('content-encoding', encoding)
      response.send(page[encoding])
    },
  }
}

type Encoding = 'br' | 'gzip' | 'identity'

/** A page, compressed once. */
export type Page = Readonly<Record<Encoding, Buffer>>

/** @throws Error when there is no such file */
export function readPage(path: string): Page {
  const page = readFileSync(path)
  return { br: brotliCompressSync(page), gzip: gzipSync(page), identity: page }
}
