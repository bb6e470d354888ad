import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { givenRedisUrl } from './config.js'

const SERVER = 'redis-server'
/** Milliseconds until it is ready, at most. */
const START_MS = 60_000
/** A port that was free may be taken before the server has it. */
const MOST_TRIES = 5

/**
 * A Redis to test with: the one at REDIS_URL, else a redis-server found on this machine. Null when there is neither.
 */
export const redisSource: 'given' | 'found' | null = givenRedisUrl ? 'given' : isInstalled() ? 'found' : null

export interface TestRedis {
  redisUrl: string
  stop(): Promise<void>
}

/** Starts a redis-server of its own unless REDIS_URL names one. */
export async function startTestRedis(): Promise<TestRedis> {
  if (givenRedisUrl) return { redisUrl: givenRedisUrl, stop: async () => undefined }
  for (let tries = 1; ; tries++) {
    try {
      return await startAt(await freePort())
    } catch (error) {
      if (tries === MOST_TRIES) throw error
    }
  }
}

async function startAt(port: number): Promise<TestRedis> {
  const args = ['--port', String(port), '--save', '', '--appendonly', 'no']
  const server: ChildProcess = spawn(SERVER, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    let output = ''
    const fail = (what: string): void => {
      server.kill('SIGKILL')
      reject(new Error(`${SERVER} ${what}:\n${output}`))
    }
    const timer = setTimeout(() => fail(`was not ready within ${START_MS} ms`), START_MS)
    server.once('error', reject)
    server.once('close', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code} before it was ready`)
    })
    server.stdout?.on('data', (text) => {
      output += text
      if (!output.includes('Ready to accept connections')) return
      clearTimeout(timer)
      resolve()
    })
  })
  return {
    redisUrl: `redis://127.0.0.1:${port}`,
    async stop() {
      if (server.exitCode !== null || !server.kill('SIGTERM')) return
      await once(server, 'exit')
    },
  }
}

function isInstalled(): boolean {
  try {
    execFileSync(SERVER, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      if (address === null || typeof address === 'string') return reject(new Error('expected a port'))
      probe.close(() => resolve(address.port))
    })
  })
}
