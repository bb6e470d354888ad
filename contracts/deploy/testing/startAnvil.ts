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
 * @param accounts Of the development mnemonic that have ether.
 * @throws Error when it does not answer within 10 s.
 */
export async function startAnvil(chainId = 31_337, accounts = 10): Promise<TestChain> {
  const port = await freePort()
  const settings = { port, 'chain-id': chainId, accounts }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(foundryBinary('anvil'), [...args, '--silent'], { stdio: 'ignore' })
  const rpcUrl = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries++) {
    const up = await createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) })
      .getChainId()
      .catch(() => undefined)
    if (up !== undefined) {
      const stop = () =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) resolve()
          child.once('exit', () => resolve())
          child.kill('SIGTERM')
        })
      return { rpcUrl, stop }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error('anvil did not answer within 10 s')
}
