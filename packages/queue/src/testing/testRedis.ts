import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { givenRedisUrl } from './config.js'

const SERVER = 'redis-server'

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
  const port = await freePort()
  const server: ChildProcess = spawn(SERVER, ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
  const redisUrl = `redis://127.0.0.1:${port}`
  await answers(redisUrl)
  return {
    redisUrl,
    async stop() {
      if (server.exitCode !== null || !server.kill('SIGTERM')) return
      await once(server, 'exit')
    },
  }
}

async function answers(redisUrl: string): Promise<void> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  client.on('error', () => undefined)
  // Ended with the answer: a timer that goes on would hold the test's process.
  const limit = new AbortController()
  const tooLate = sleep(10_000, undefined, limit).then(
    () => Promise.reject(new Error('Redis did not start')),
    () => undefined,
  )
  try {
    await Promise.race([client.ping(), tooLate])
  } finally {
    limit.abort()
    client.disconnect()
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
