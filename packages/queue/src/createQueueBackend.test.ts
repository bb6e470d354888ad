import { randomUUID } from 'node:crypto'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { createTestDatabase, type TestDatabase, until } from '@aiigo/storage/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import {
  type Consumer,
  type ConsumerOptions,
  createConsumer,
  createProducer,
  createQueueBackend,
  type Handler,
  message,
  type Producer,
  type QueueBackend,
  type QueueDefinition,
  queues,
} from './index.js'
import { redisSource, startTestRedis, type TestRedis } from './testing/testRedis.js'

/** Producers and consumers behave alike, wherever BullMQ keeps its jobs. */
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

  function consume<Q extends QueueDefinition>(queue: Q, handler: Handler<Q>, options: ConsumerOptions<Q> = {}): void {
    consumers.push(createConsumer(backend, queue, handler, options))
  }

  async function pending(queue: QueueDefinition): Promise<number> {
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0 } = await producer.counts(queue)
    return waiting + prioritized + active + delayed
  }

  /** Nothing runs, and nothing is left to run. */
  const idle = (queue: QueueDefinition): Promise<void> => until(async () => (await pending(queue)) === 0)

  it('carries the trace of a message', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const traces: (string | null)[] = []
    const [traced, other] = [
      message(queues.verify, { offerId: randomUUID() }),
      message(queues.verify, { offerId: randomUUID() }),
    ]
    await producer.send([{ ...traced, trace }])
    await producer.send([{ ...other, trace: null }])
    consume(queues.verify, async (_, context) => void traces.push(context.trace))
    await idle(queues.verify)
    expect(traces.sort()).toEqual([trace, null])
  })

  it('runs a message once, with its id, however often it is sent', async () => {
    const ran: string[] = []
    const sent = message(queues.match, { jobId: randomUUID() })
    await producer.send([sent, sent])
    await producer.send([sent])
    consume(queues.match, async ({ jobId }, { id }) => void ran.push(`${jobId} ${id}`))
    await idle(queues.match)
    await producer.send([sent])
    await idle(queues.match)
    expect(ran).toEqual([`${(sent.payload as { jobId: string }).jobId} ${sent.id}`])
  }, 30_000)

  it('runs each cause of a job, and each attempt of a cause, once', async () => {
    const ran: string[] = []
    const jobId = randomUUID()
    const due = (attempt: string) => message(queues.advance, { jobId, cause: 'WORK_DUE' }, { distinguish: [attempt] })
    const approved = message(queues.advance, { jobId, cause: 'APPROVED' })
    await producer.send([due('1'), due('1'), due('2'), approved, approved])
    consume(queues.advance, async ({ cause }) => void ran.push(cause))
    await idle(queues.advance)
    expect(ran.sort()).toEqual(['APPROVED', 'WORK_DUE', 'WORK_DUE'])
  }, 30_000)

  it('sends nothing when one message is wrong', async () => {
    const good = message(queues.powChallenge, { nodeId: `0x${'1'.repeat(16)}` })
    for (const wrong of [{ payload: {} }, { queue: 'nonsense' }]) {
      await expect(producer.send([good, { ...good, id: randomUUID(), ...wrong }])).rejects.toThrow(NotRetryableError)
    }
    expect(await pending(queues.powChallenge)).toBe(0)
  })

  it('waits until the given instant', async () => {
    const from = Date.now()
    let ranAt = 0
    consume(queues.offerTimeout, async () => {
      ranAt = Date.now()
    })
    await producer.send([message(queues.offerTimeout, { offerId: randomUUID() }, { delayUntil: new Date(from + 700) })])
    await until(() => ranAt > 0)
    expect(ranAt - from).toBeGreaterThanOrEqual(690)
    expect(ranAt - from).toBeLessThan(5_000)
  }, 30_000)

  it('tries retryable failures again and gives up at once on others', async () => {
    const seen: { tries: number; final: boolean }[] = []
    const hopeless: boolean[] = []
    consume(
      queues.assign,
      async (_, { tries }) => {
        if (tries < 3) throw new RetryableError('AWAY', 'the chain is away')
      },
      { onFailed: (_, __, { tries, final }) => void seen.push({ tries, final }) },
    )
    consume(
      queues.verify,
      async () => {
        throw new NotRetryableError('WRONG', 'wrong for ever')
      },
      { onFailed: (_, __, { final }) => void hopeless.push(final) },
    )
    await producer.send([
      message(queues.assign, { offerId: randomUUID() }),
      message(queues.verify, { offerId: randomUUID() }),
    ])
    await idle(queues.assign)
    await idle(queues.verify)
    expect(seen).toEqual([
      { tries: 1, final: false },
      { tries: 2, final: false },
    ])
    expect(hopeless).toEqual([true])
  }, 30_000)

  it('tries as often as the definition says', async () => {
    const tries: boolean[] = []
    const fails = async () => {
      throw new Error('no luck')
    }
    consume(queues.capacity, fails, { onFailed: (_, __, { final }) => void tries.push(final) })
    await producer.schedule({ ...queues.capacity, everyMs: 3_600_000 })
    await until(() => tries.length > 0)
    expect(tries).toEqual([true])
  }, 30_000)

  it('runs the jobs of a regular queue by one schedule, however many ask for it', async () => {
    let runs = 0
    consume(queues.heartbeatSweep, async () => {
      runs++
    })
    const often = { ...queues.heartbeatSweep, everyMs: 400 }
    await producer.schedule(often)
    await producer.schedule(often)
    await until(() => runs >= 3)
    const queue = backend.queue(often.name)
    expect(await queue.getJobSchedulersCount()).toBe(1)
    await queue.close()
  }, 30_000)

  it('lets a running job finish when it is closed', async () => {
    let finished = false
    let started = false
    const released = Promise.withResolvers<void>()
    const consumer = createConsumer(backend, queues.match, async () => {
      started = true
      await released.promise
      finished = true
    })
    await producer.send([message(queues.match, { jobId: randomUUID() })])
    await until(() => started)
    await consumer.checkProgress(0)
    const closed = consumer.close()
    released.resolve()
    await closed
    expect(finished).toBe(true)
  }, 30_000)

  it('notices work that nobody takes up', async () => {
    const asleep: QueueBackend = {
      ...backend,
      worker: (name, processor, options) => backend.worker(name, processor, { ...options, autorun: false }),
    }
    const consumer = createConsumer(asleep, queues.match, async () => undefined)
    await consumer.checkProgress(0)
    await producer.send([message(queues.match, { jobId: randomUUID() })])
    const complaint = async (): Promise<string | null> => consumer.checkProgress(50).then(() => null, String)
    await until(async () => (await complaint()) !== null)
    expect(await complaint()).toContain(`expected queue ${queues.match.name} to move`)
    await consumer.close()
  }, 30_000)
}

describe('on PostgreSQL', () => {
  let database: TestDatabase
  behaves(async () => {
    database = await createTestDatabase({ migrated: false })
    return createQueueBackend({ databaseUrl: database.databaseUrl })
  })
  // Hooks run in the order of their definition: the backend has ended its connections by now.
  afterAll(async () => {
    await database?.drop()
  })
})

// Without a Redis these show as skipped: not run, and not passed.
const onRedis = redisSource ? describe : describe.skip
onRedis(`on Redis${redisSource ? '' : ' (not run: no REDIS_URL and no redis-server found)'}`, () => {
  let redis: TestRedis
  behaves(async () => {
    redis = await startTestRedis()
    return createQueueBackend({ databaseUrl: '', redisUrl: redis.redisUrl, prefix: `test-${randomUUID()}` })
  })
  afterAll(() => redis?.stop())
})
