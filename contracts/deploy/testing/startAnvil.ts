import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createPublicClient, http } from 'viem'
import { foundryBinary } from '../foundryBinary.js'

/** A chain of its own for one test. */
export interface TestChain {
  rpcUrl: string
  /** Ends the process and waits for it. */
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/**
 * Starts anvil on a free port.
 * @throws Error when it does not answer within 5 s.
 */
export async function startAnvil(chainId = 31_337): Promise<TestChain> {
  const port = await freePort()
  const child = spawn(foundryBinary('anvil'), ['--port', String(port), '--chain-id', String(chainId), '--silent'], {
    stdio: 'ignore',
  })
  const rpcUrl = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    const up = await createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) })
      .getChainId()
      .catch(() => undefined)
    if (up !== undefined) {
      const stop = () =>
        new Promise<void>((resolve) => {
          child.once('exit', () => resolve())
          child.kill('SIGTERM')
        })
      return { rpcUrl, stop }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error('anvil did not answer within 5 s')
}
