import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
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
  stop(): void
}

/** Starts a redis-server of its own unless REDIS_URL names one. */
export async function startTestRedis(): Promise<TestRedis> {
  if (givenRedisUrl) return { redisUrl: givenRedisUrl, stop: () => undefined }
  const port = await freePort()
  const server: ChildProcess = spawn(SERVER, ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
  const redisUrl = `redis://127.0.0.1:${port}`
  await answers(redisUrl)
  return { redisUrl, stop: () => void server.kill('SIGTERM') }
}

async function answers(redisUrl: string): Promise<void> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  client.on('error', () => undefined)
  try {
    await Promise.race([client.ping(), sleep(10_000).then(() => Promise.reject(new Error('Redis did not start')))])
  } finally {
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
