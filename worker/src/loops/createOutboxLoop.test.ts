import { randomUUID } from 'node:crypto'
import { RetryableError } from '@aiigo/domain'
import { type Consumer, createConsumer, message, queues } from '@aiigo/queue'
import { createLogger, createMetrics, createProgress } from '@aiigo/service'
import { claimOutbox, enqueue, inTransaction, Outbox } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { startQueues, type TestQueues } from '../testing/startQueues.js'
import { createOutboxLoop, type OutboxLoop } from './createOutboxLoop.js'

jest.setTimeout(60_000)

const log = createLogger({ name: 'test', level: 'silent' })
let parts: TestQueues
let { storage, backend, producer } = {} as TestQueues

beforeAll(async () => {
  parts = await startQueues()
  ;({ storage, backend, producer } = parts)
}, 90_000)

afterAll(() => parts?.close())

/** A loop with one consumer of its own, until `use` is over. */
async function withLoop<T>(
  handler: (offerId: string) => Promise<void>,
  use: (running: { consumer: Consumer; loop: OutboxLoop }) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const metrics = createMetrics({ runtime: false })
  const progress = createProgress({ metrics }).loop('outbox', { workMs: 60_000 })
  const consumer = createConsumer(backend, queues.assign, ({ offerId }) => handler(offerId))
  const loop = await createOutboxLoop(
    { storage, send: (messages) => producer.send(messages), log },
    { pollMs: 100, signal: over.signal, consumers: [consumer], metrics, progress },
  )
  const running = loop.run()
  try {
    return await use({ consumer, loop })
  } finally {
    over.abort()
    await running
    await consumer.close()
  }
}

const write = (...offerIds: string[]) =>
  inTransaction(storage, (em) => enqueue(em, ...offerIds.map((offerId) => message(queues.assign, { offerId }))))

const left = async () => storage.fork().count(Outbox, { dispatchedAt: null })

/** Jobs that BullMQ has seen. */
const queued = async () => {
  const { waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0 } = await producer.counts(queues.assign)
  return waiting + delayed + active + completed + failed
}

test('messages that are due at once run once each, without a queue', async () => {
  const offers = Array.from({ length: 300 }, () => randomUUID())
  const seen: string[] = []
  await withLoop(
    async (offerId) => void seen.push(offerId),
    () =>
      withLoop(
        async (offerId) => void seen.push(offerId),
        async () => {
          await write(...offers)
          await until(async () => (await left()) === 0)
        },
      ),
  )
  expect(seen.toSorted()).toEqual(offers.toSorted())
  expect(await queued()).toBe(0)
})

test('one that fails goes to its queue and is tried again there; one that is delayed goes there at once', async () => {
  const [failing, delayed] = [randomUUID(), randomUUID()]
  const tries: string[] = []
  await withLoop(
    async (offerId) => {
      tries.push(offerId)
      if (tries.length === 1) throw new RetryableError('AWAY', 'not yet')
    },
    async () => {
      await write(failing)
      await until(() => tries.length === 2)
      const delayUntil = new Date(Date.now() + 500)
      await inTransaction(storage, (em) => enqueue(em, message(queues.assign, { offerId: delayed }, { delayUntil })))
      await until(() => tries.length === 3)
    },
  )
  expect(tries).toEqual([failing, failing, delayed])
  expect(await queued()).toBe(2)
})

test('a queue gets what a worker had taken up that died, when its claim is over', async () => {
  const offerId = randomUUID()
  const before = await queued()
  await write(offerId)
  expect(await claimOutbox(storage, { places: [{ queue: queues.assign.name, free: 8 }], done: [] })).toHaveLength(1)
  const seen: string[] = []
  await withLoop(
    async (id) => void seen.push(id),
    async () => {
      await write(randomUUID())
      await until(() => seen.length === 1)
      expect(seen).not.toContain(offerId)
      await storage.fork().nativeUpdate(Outbox, { dispatchedAt: null }, { claimedUntil: new Date(Date.now() - 1) })
      await until(() => seen.includes(offerId))
    },
  )
  expect(await queued()).toBe(before + 1)
})
