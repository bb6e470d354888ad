import type { IncomingHttpHeaders } from 'node:http'

interface Arriving {
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

/** The client's IP address: what the outermost of the trusted proxies wrote into X-Forwarded-For, as Express has it. */
export function clientAddress({ headers, socket }: Arriving, trustedProxies: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  const hops = [socket.remoteAddress ?? 'unknown', ...forwarded.reverse()]
  return hops[Math.min(trustedProxies, hops.length - 1)] ?? 'unknown'
}
