import { type ChildProcess, spawn } from 'node:child_process'
import { pause } from '@aiigo/domain'
import { foundryBinary } from '../foundryBinary.js'

/** Milliseconds until a chain listens, at most: a busy machine starts a process slowly. */
const START_MS = 60_000
/** Of what a process has written, characters in an error's message. */
const SHOWN = 4_000

/** A chain of its own for one test. */
export interface TestChain {
  rpcUrl: string
  /** Kills the process, and starts another one at the same address, with more arguments. */
  crashes(args?: readonly string[]): Promise<void>
  /** Ends the process and waits for it. */
  stop(): Promise<void>
}

/**
 * Starts anvil. The system chooses the port as anvil begins to listen, so no other process takes it before.
 * @param args beside chain id and address
 * @throws Error with its output when it ends before it listens, or does not listen within a minute.
 */
export async function startAnvil(chainId = 31_337, args: readonly string[] = []): Promise<TestChain> {
  const own = ['--host', '127.0.0.1', '--chain-id', String(chainId), ...args]
  let { child, port } = await listening([...own, '--port', '0'])
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    async crashes(more = []) {
      await ended(child, 'SIGKILL')
      // Another process's connection may have the port for a moment.
      for (const until = Date.now() + START_MS; ; await pause(100)) {
        try {
          ;({ child } = await listening([...own, ...more, '--port', String(port)]))
          return
        } catch (error) {
          if (Date.now() > until) throw error
        }
      }
    },
    stop: () => ended(child, 'SIGTERM'),
  }
}

function listening(args: readonly string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(foundryBinary('anvil'), args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const { promise, resolve, reject } = Promise.withResolvers<{ child: ChildProcess; port: number }>()
  let output = ''
  let isSettled = false
  const settle = (port: number, trouble: string): void => {
    if (isSettled) return
    isSettled = true
    clearTimeout(timer)
    if (trouble === '') resolve({ child, port })
    else {
      child.kill('SIGKILL')
      reject(new Error(`${trouble}:\n${output.slice(-SHOWN)}`))
    }
  }
  const timer = setTimeout(() => settle(0, `anvil did not listen within ${START_MS} ms`), START_MS)
  child.once('error', ({ message }) => settle(0, `anvil did not start: ${message}`))
  child.once('close', (code, signal) => settle(0, `anvil ended (${code ?? signal}) before it listened`))
  for (const stream of [child.stdout, child.stderr]) {
    // It is read to the end: a full pipe would hold the chain.
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (isSettled) return
      output += text
      const port = /Listening on \S+:(\d+)/.exec(output)?.[1]
      if (port) settle(Number(port), '')
    })
  }
  return promise
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill(signal)
  await closed
}
