import { connect, createServer, type Socket } from 'node:net'

export interface CutProxy {
  /** host:port to connect to instead of the target. */
  address: string
  /** Breaks every connection that is open now. @returns how many there were. */
  cut(): number
  /** Breaks every connection, and each that is tried from now on. */
  close(): void
  /** Lets connections through again. */
  open(): void
  stop(): Promise<void>
}

/** A TCP proxy whose connections can be broken at will, as networks do. */
export async function startCutProxy(target: { host: string; port: number }): Promise<CutProxy> {
  const open = new Set<Socket>()
  let isClosed = false
  const server = createServer((near) => {
    if (isClosed) {
      near.destroy()
      return
    }
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
    close() {
      isClosed = true
      cut()
    },
    open() {
      isClosed = false
    },
    async stop() {
      cut()
      await new Promise((done) => server.close(done))
    },
  }
}
