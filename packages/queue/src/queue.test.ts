import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { createTestDatabase, type TestDatabase } from '@aiigo/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import {
  type Consumer,
  createConsumer,
  createProducer,
  createQueueBackend,
  createRedisWakeUp,
  type Handler,
  message,
  type Producer,
  parsePayload,
  type QueueBackend,
  type QueueName,
} from './index.js'

describe('message', () => {
  it('has the same id for the same effect and another for the next', () => {
    const jobId = randomUUID()
    expect(message('settle', { jobId }).id).toBe(message('settle', { jobId }).id)
    expect(message('settle', { jobId }, { distinguish: ['2'] }).id).not.toBe(message('settle', { jobId }).id)
    expect(message('expire', { jobId }).id).not.toBe(message('settle', { jobId }).id)
  })

  it('refuses a payload that the queue does not take', () => {
    expect(() => message('settle', { jobId: 'no uuid' })).toThrow(NotRetryableError)
    expect(() => parsePayload('verify', { offerId: randomUUID(), more: 1 })).toThrow('not a payload of queue verify')
    expect(() => parsePayload('nonsense' as 'verify', {})).toThrow('expected one of')
  })
})

/** The same behaviour is expected of both places. */
function behaves(start: () => Promise<QueueBackend>): void {
  let backend: QueueBackend
  let producer: Producer
  const consumers: Consumer[] = []

  beforeAll(async () => {
    backend = await start()
    await backend.prepare()
    producer = createProducer(backend)
  }, 90_000)

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.close()))
  })

  afterAll(async () => {
    await producer?.close()
    await backend?.close()
  })

  function consume<Q extends QueueName>(queue: Q, handler: Handler<Q>, options = {}): void {
    consumers.push(createConsumer(backend, queue, handler, options))
  }

  async function until(condition: () => boolean, limitMs = 15_000): Promise<void> {
    for (const end = Date.now() + limitMs; !condition(); await sleep(20)) {
      if (Date.now() > end) throw new Error(`expected within ${limitMs} ms: ${condition}`)
    }
  }

  it('runs a message once, with its id, however often it is sent', async () => {
    const jobId = randomUUID()
    const ran: string[] = []
    consume('settle', async (payload, { id }) => void ran.push(`${payload.jobId} ${id}`))
    const sent = message('settle', { jobId })
    await producer.send([sent, sent])
    await producer.send([sent])
    await until(() => ran.length > 0)
    await sleep(300)
    expect(ran).toEqual([`${jobId} ${sent.id}`])
  }, 30_000)

  it('sends nothing when one payload is wrong', async () => {
    const ran: string[] = []
    const good = message('expire', { jobId: randomUUID() })
    await expect(producer.send([good, { ...good, id: randomUUID(), payload: {} }])).rejects.toThrow(NotRetryableError)
    consume('expire', async ({ jobId }) => void ran.push(jobId))
    await sleep(300)
    expect(ran).toEqual([])
  })

  it('waits until the given instant', async () => {
    const from = Date.now()
    let ranAt = 0
    consume('offer-timeout', async () => {
      ranAt = Date.now()
    })
    await producer.send([message('offer-timeout', { offerId: randomUUID() }, { delayUntil: new Date(from + 700) })])
    await until(() => ranAt > 0)
    expect(ranAt - from).toBeGreaterThanOrEqual(690)
    expect(ranAt - from).toBeLessThan(5_000)
  }, 30_000)

  it('tries retryable failures again and gives up at once on others', async () => {
    const seen: { tries: number; final: boolean }[] = []
    const hopeless: boolean[] = []
    consume(
      'assign',
      async (_, { tries }) => {
        if (tries < 3) throw new RetryableError('AWAY', 'the chain is away')
      },
      {
        onFailed: (_: string, __: Error, { tries, final }: { tries: number; final: boolean }) =>
          void seen.push({ tries, final }),
      },
    )
    consume(
      'verify',
      async () => {
        throw new NotRetryableError('WRONG', 'wrong for ever')
      },
      { onFailed: (_: string, __: Error, { final }: { final: boolean }) => void hopeless.push(final) },
    )
    await producer.send([message('assign', { offerId: randomUUID() }), message('verify', { offerId: randomUUID() })])
    await until(() => seen.length === 2)
    await sleep(2_500)
    expect(seen).toEqual([
      { tries: 1, final: false },
      { tries: 2, final: false },
    ])
    expect(hopeless).toEqual([true])
  }, 30_000)

  it('runs scheduled jobs regularly, however many ask for the schedule', async () => {
    let runs = 0
    consume('heartbeat-sweep', async () => {
      runs++
    })
    await producer.schedule('heartbeat-sweep', 400, {})
    await producer.schedule('heartbeat-sweep', 400, {})
    await until(() => runs >= 2)
    const from = runs
    await sleep(2_000)
    expect(runs - from).toBeGreaterThanOrEqual(3)
    expect(runs - from).toBeLessThanOrEqual(6)
  }, 30_000)

  it('lets a running job finish when it is closed, and notices work that nobody takes', async () => {
    let finished = false
    let started = false
    const consumer = createConsumer(backend, 'match', async () => {
      started = true
      await sleep(500)
      finished = true
    })
    await producer.send([message('match', { jobId: randomUUID() })])
    await until(() => started)
    await consumer.checkProgress(0)
    await consumer.close()
    expect(finished).toBe(true)

    const blocked = createConsumer(backend, 'match', async () => undefined)
    await blocked.checkProgress(0)
    await blocked.close()
    await producer.send([message('match', { jobId: randomUUID() })])
    const idle = createConsumer(
      { ...backend, worker: () => ({ on: () => undefined, close: async () => undefined }) as never },
      'match',
      async () => undefined,
    )
    await sleep(60)
    await expect(idle.checkProgress(50)).rejects.toThrow('expected queue match to move')
    await idle.close()
  }, 30_000)
}

describe('on PostgreSQL', () => {
  let database: TestDatabase
  afterAll(async () => {
    await database?.drop()
  })
  behaves(async () => {
    database = await createTestDatabase({ migrated: false })
    return createQueueBackend({ databaseUrl: database.databaseUrl })
  })
})

/** A Redis to test with: REDIS_URL, or a redis-server found on this machine. */
const givenRedis = process.env.REDIS_URL
const REDIS_SERVER = 'redis-server'
const hasRedisServer = (() => {
  try {
    execFileSync(REDIS_SERVER, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

// Without a Redis these show as skipped: not run, and not passed.
const onRedis = givenRedis || hasRedisServer ? describe : describe.skip
onRedis(`on Redis${givenRedis || hasRedisServer ? '' : ' (not run: no REDIS_URL and no redis-server found)'}`, () => {
  let server: ChildProcess | undefined
  let redisUrl = givenRedis ?? ''
  beforeAll(async () => {
    if (givenRedis) return
    const port = await freePort()
    redisUrl = `redis://127.0.0.1:${port}`
    server = spawn(REDIS_SERVER, ['--port', String(port), '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
    await sleep(500)
  })
  afterAll(async () => {
    server?.kill('SIGTERM')
  })
  behaves(async () => createQueueBackend({ databaseUrl: '', redisUrl, prefix: `test-${randomUUID()}` }))

  it('wakes listeners by pub/sub', async () => {
    const wakeUp = createRedisWakeUp(redisUrl)
    const heard: (string | null)[] = []
    const stop = await wakeUp.subscribe('channel', (text) => heard.push(text))
    await wakeUp.publish('channel', 'one\ntwo')
    await sleep(100)
    await stop()
    await wakeUp.publish('channel', 'three')
    await sleep(100)
    expect(heard).toEqual(['one\ntwo'])
    await wakeUp.close()
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
