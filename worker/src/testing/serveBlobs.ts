import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves contents by id at `/ipfs/<cid>`, as the blob gateway does. */
export async function serveBlobs(blobs: ReadonlyMap<string, Uint8Array>) {
  const server = createServer((request, response) => {
    const bytes = blobs.get(decodeURIComponent((request.url ?? '').replace('/ipfs/', '')))
    if (bytes) response.writeHead(200).end(bytes)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
