import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Whether a request for metrics or health comes from the operator: from this machine and not through a proxy, or with
 * the operator's token.
 */
export function isOperatorRequest(token: string | undefined): (request: IncomingMessage) => boolean {
  return ({ headers, socket }) => {
    const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
    if (token !== undefined && given !== undefined) return timingSafeEqual(hashOf(given), hashOf(token))
    const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
    return !isForwarded && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '')
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
