import { connect, createServer, type Socket } from 'node:net'

export interface CutProxy {
  /** host:port to connect to instead of the target. */
  address: string
  /** Breaks every connection that is open now. @returns how many there were. */
  cut(): number
  stop(): Promise<void>
}

/** A TCP proxy whose connections can be broken at will, as networks do. */
export async function startCutProxy(target: { host: string; port: number }): Promise<CutProxy> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target)
    open.add(near)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
    near.on('close', () => open.delete(near))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  const cut = (): number => {
    const count = open.size
    for (const socket of open) socket.destroy()
    return count
  }
  return {
    address: `127.0.0.1:${port}`,
    cut,
    async stop() {
      cut()
      await new Promise((done) => server.close(done))
    },
  }
}
