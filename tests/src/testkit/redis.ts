import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './freePort.js'

/** Whether this machine has a Redis server to test with. */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export interface TestRedis {
  url: string
  pid: number
  stop(): Promise<void>
}

/** Milliseconds until it is ready, at most. */
const START_MS = 60_000
/** A port that was free may be taken before the server has it. */
const MOST_TRIES = 5

/** Starts an empty Redis of its own on a free port of loopback. */
export async function startRedis(): Promise<TestRedis> {
  for (let tries = 1; ; tries++) {
    try {
      return await startAt(await freePort())
    } catch (error) {
      if (tries === MOST_TRIES) throw error
    }
  }
}

async function startAt(port: number): Promise<TestRedis> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child: ChildProcess = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  await new Promise<void>((ready, failed) => {
    const fail = (what: string) => {
      child.kill('SIGKILL')
      failed(new Error(`redis-server ${what}:\n${output}`))
    }
    const timer = setTimeout(() => fail(`was not ready within ${START_MS} ms`), START_MS)
    child.once('error', failed)
    child.once('close', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code} before it was ready`)
    })
    child.stdout?.on('data', (text) => {
      output += text
      if (!output.includes('Ready to accept connections')) return
      clearTimeout(timer)
      ready()
    })
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
