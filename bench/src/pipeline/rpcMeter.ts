import { createServer, connect as dial, type Socket } from 'node:net'

/**
 * A process between the platform's processes and the chain's node that counts JSON-RPC calls by their methods: one
 * port for each caller. It passes bytes on as they are. `startRpcMeter` starts it with the target's port and the names
 * of the callers, gets the callers' ports in its first message, and counts with each answer to a message.
 */
const [target, ...callers] = process.argv.slice(2)
const METHOD = /"method"\s*:\s*"(\w+)"/g
/** Longest text that a method's name can be cut off in, at the end of a chunk. */
const CARRY = 100

/** Calls by caller and method. */
export type RpcCounts = Record<string, Record<string, number>>
const counts: RpcCounts = Object.fromEntries(callers.map((caller) => [caller, {}]))

function count(caller: string, socket: Socket): void {
  let carry = ''
  const seen = counts[caller] ?? {}
  socket.on('data', (chunk: Buffer) => {
    const text = carry + chunk.toString('latin1')
    let end = 0
    for (const match of text.matchAll(METHOD)) {
      const [all, method = ''] = match
      seen[method] = (seen[method] ?? 0) + 1
      end = match.index + all.length
    }
    carry = text.slice(Math.max(end, text.length - CARRY))
  })
}

async function listen(caller: string): Promise<[string, number]> {
  const server = createServer((socket) => {
    const chain = dial({ port: Number(target), host: '127.0.0.1' })
    for (const one of [socket, chain]) one.setNoDelay(true).on('error', () => undefined)
    count(caller, socket)
    socket.pipe(chain).pipe(socket)
    socket.on('close', () => chain.destroy())
    chain.on('close', () => socket.destroy())
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve([caller, (server.address() as { port: number }).port]))
  })
}

process.on('message', () => void process.send?.(counts))
process.on('disconnect', () => process.exit())
process.send?.(Object.fromEntries(await Promise.all(callers.map(listen))))
