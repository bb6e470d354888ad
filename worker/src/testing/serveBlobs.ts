import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFileGrants } from '@aiigo/service'

/** Serves contents by id at `/ipfs/<cid>` to whom has a grant, as the blob gateway does. */
export async function serveBlobs(blobs: ReadonlyMap<string, Uint8Array>) {
  const grants = createFileGrants('a secret of the tests, long enough to be taken')
  const server = createServer(async (request, response) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const granted = await grants.check(token).catch(() => null)
    const bytes = blobs.get(decodeURIComponent((request.url ?? '').replace('/ipfs/', '')))
    if (!granted) response.writeHead(401).end()
    else if (bytes) response.writeHead(200).end(bytes)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    grants,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
