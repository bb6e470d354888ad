import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { foundryBinary } from '@aiigo/contracts'

/** A chain's process, as the simulation itself reaches it. */
export interface ChainNode {
  rpcUrl: string
  /** @throws RpcFailure for an answer that is an error */
  call<T = unknown>(method: string, params?: readonly unknown[]): Promise<T>
  /** A whole request, whatever the answer is. */
  post(body: string): Promise<string>
  stop(): void
}

/** The chain answered with an error. */
export class RpcFailure extends Error {
  constructor(
    message: string,
    readonly code: number,
    readonly data: unknown,
  ) {
    super(message)
  }
}

const ARGUMENTS = ['--host', '127.0.0.1', '--port', '0', '--order', 'fifo', '--chain-id', '31337']

/** Starts anvil. @param args beside the usual ones */
export async function startChain(args: readonly string[]): Promise<ChainNode> {
  const child = spawn(foundryBinary('anvil'), [...ARGUMENTS, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const port = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.once('error', reject)
    child.once('close', () => reject(new Error(`anvil ended before it listened:\n${output}`)))
    child.stderr.resume()
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length > 20_000) return
      output += text
      const found = /Listening on \S+:(\d+)/.exec(output)?.[1]
      if (found) resolve(found)
    })
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })

  function post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        ...{ host: '127.0.0.1', port, method: 'POST', agent },
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      }
      const sent = request(options, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve(text))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    post,
    async call<T>(method: string, params: readonly unknown[] = []) {
      const answer = JSON.parse(await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))) as {
        result?: T
        error?: { message: string; code: number; data?: unknown }
      }
      if (answer.error) throw new RpcFailure(`${method}: ${answer.error.message}`, answer.error.code, answer.error.data)
      return answer.result as T
    },
    stop() {
      agent.destroy()
      child.kill('SIGKILL')
    },
  }
}
