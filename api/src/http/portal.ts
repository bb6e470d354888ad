import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import { builtFiles, type Page, readPage } from './builtFiles.js'

export interface PortalOptions {
  /** The built files: `portal/dist/site`. Those of its folder `pages` are pages with their content in them. */
  folder: string
  /** Origins besides its own that the pages talk to: the blob store. */
  connect: readonly string[]
}

/**
 * The portal's pages. Its files are served as they were built and compressed; every other address that a browser asks
 * for as a page is the portal's own router's.
 */
export function portal({ folder, connect }: PortalOptions): RequestHandler {
  const pages = readPages(join(folder, 'pages'))
  const others = readPage(join(folder, 'index.html'))
  const { files, sendPage } = builtFiles({ folder, policy: contentPolicy(connect) })
  return (request, response, next) => {
    // The API's own address costs no look at the disk.
    if (request.path === '/graphql' || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
    files(request, response, () => {
      if (!isPage(request.path, request.headers.accept)) return next()
      // The page says it itself: the headless Chromium loads no page for Lighthouse whose answer has this header.
      response.removeHeader('referrer-policy')
      sendPage(request, response, pages.get(request.path) ?? others)
    })
  }
}

/** Pages by their address: `market.html` is the one at `/market`, and `index.html` the one at `/`. */
function readPages(folder: string): ReadonlyMap<string, Page> {
  const files = globSync('**/*.html', { cwd: folder })
  return new Map(
    files.map((file) => [
      file === 'index.html' ? '/' : `/${file.slice(0, -'.html'.length)}`,
      readPage(join(folder, file)),
    ]),
  )
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
