// Program: sends a stream of 128 MiB to a server of its own, and prints the most memory of it that was held at a time,
// bytes. A process of its own, started with --expose-gc: its collector has nothing else to look through.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { uploadBlob } from '../blobs.js'

const CHUNK = 65_536
const CHUNKS = 2_048
const collect = globalThis.gc as () => void

const server = createServer((request, response) => {
  const hash = createHash('sha256')
  let size = 0
  request.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    size += chunk.length
  })
  request.on('end', () => response.end(JSON.stringify({ cid: 'b', sha256: hash.digest('hex'), size })))
})
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
collect()
const before = process.memoryUsage().arrayBuffers
let left = CHUNKS
let most = 0
const stream = new ReadableStream<Uint8Array>({
  pull(controller) {
    if (left % 128 === 0) {
      // The collector leaves the memory that is still needed.
      collect()
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    if (left-- > 0) controller.enqueue(new Uint8Array(CHUNK))
    else controller.close()
  },
})
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const { size } = await uploadBlob(url, 'token', { stream, size: CHUNKS * CHUNK })
server.closeAllConnections()
server.close()
process.stdout.write(JSON.stringify({ size, most }))
