import { join } from 'node:path'
import type { RequestHandler } from 'express'
import { builtFiles, readPage } from './builtFiles.js'

/** Nothing is inline, nothing comes from elsewhere, and no text becomes HTML (Trusted Types). */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/**
 * The docs as pages, below the address that the handler is used at. An address without a page is answered here too: it
 * is none of the portal's.
 * @param folder the built site: `docs/dist/site`
 */
export function docs(folder: string): RequestHandler {
  const missing = readPage(join(folder, '404.html'))
  const { files, sendPage } = builtFiles({ folder, policy: POLICY, index: 'index.html' })
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    // The links of a page are relative to its folder.
    if (request.originalUrl.replace(/\?.*$/, '') === request.baseUrl)
      return response.redirect(301, `${request.baseUrl}/`)
    files(request, response, () => sendPage(request, response.status(404), missing))
  }
}
