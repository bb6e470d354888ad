import { randomUUID } from 'node:crypto'
import { RetryableError } from '@aiigo/domain'
import { type Consumer, createConsumer, message, type QueueDefinition, queues } from '@aiigo/queue'
import { createLogger, createMetrics, createProgress } from '@aiigo/service'
import { enqueue, inTransaction, Outbox } from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { startQueues, type TestQueues } from '../testing/startQueues.js'
import { createOutboxLoop } from './createOutboxLoop.js'

jest.setTimeout(120_000)

const PLACES = queues.assign.concurrency
const log = createLogger({ name: 'test', level: 'silent' })
let parts: TestQueues
let { storage, backend, producer } = {} as TestQueues

beforeAll(async () => {
  parts = await startQueues()
  ;({ storage, backend, producer } = parts)
}, 90_000)

afterAll(() => parts?.close())

/** A handler whose runs wait until the test lets them end. */
function gate() {
  const runs: { offerId: string; end: (error?: Error) => void }[] = []
  const seen: string[] = []
  let isOpen = false
  return {
    seen,
    running: () => runs.length,
    async handler({ offerId }: { offerId: string }): Promise<void> {
      seen.push(offerId)
      if (isOpen) return
      const run = Promise.withResolvers<void>()
      const entry = { offerId, end: (error?: Error) => (error ? run.reject(error) : run.resolve()) }
      runs.push(entry)
      await run.promise.finally(() => runs.splice(runs.indexOf(entry), 1))
    },
    end: (offerId: string, error?: Error) => runs.find((run) => run.offerId === offerId)?.end(error),
    open() {
      isOpen = true
      for (const { end } of [...runs]) end()
    },
  }
}

const write = (queue: typeof queues.assign | typeof queues.verify, offerIds: readonly string[], delayUntil?: Date) =>
  inTransaction(storage, (em) =>
    enqueue(em, ...offerIds.map((offerId) => message(queue, { offerId }, delayUntil ? { delayUntil } : {}))),
  )
const rows = (where: object) => storage.fork().count(Outbox, { dispatchedAt: null, ...where })
const claimed = () => rows({ claimedUntil: { $ne: null } })

test('a flood of one queue is taken up in bounds, holds up no other queue, and starves neither way to it', async () => {
  const [flooded, other] = [gate(), gate()]
  const waits: number[] = []
  const over = new AbortController()
  const metrics = createMetrics({ runtime: false })
  const progress = createProgress({ metrics }).loop('outbox', { workMs: 60_000 })
  const consume = <Q extends QueueDefinition>(queue: Q, handler: (payload: never) => Promise<void>): Consumer =>
    createConsumer(backend, queue, handler as never, { onStarted: (waitedMs) => waits.push(waitedMs) })
  const consumers = [consume(queues.assign, flooded.handler), consume(queues.verify, other.handler)]
  const [first] = consumers as [Consumer, Consumer]
  const loop = await createOutboxLoop(
    { storage, send: (messages) => producer.send(messages), log },
    { pollMs: 50, signal: over.signal, consumers, metrics, progress },
  )
  const running = loop.run()
  const all: string[] = []
  const flood = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID())
    all.push(...ids)
    await write(queues.assign, ids)
    return ids
  }
  try {
    // As many as there are places, and no more, are claimed.
    await flood(1_000)
    await until(() => flooded.running() === PLACES)
    expect(await claimed()).toBe(PLACES)
    expect(await rows({ claimedUntil: null })).toBe(1_000 - PLACES)

    // Another queue has places of its own.
    const beside = randomUUID()
    await write(queues.verify, [beside])
    await until(() => other.seen.includes(beside))
    expect(flooded.running()).toBe(PLACES)

    // A delayed one of the flooded queue, and one that failed, run beside the flood.
    const delayed = randomUUID()
    all.push(delayed)
    await write(queues.assign, [delayed], new Date(Date.now() + 300))
    const [failing = ''] = flooded.seen
    flooded.end(failing, new RetryableError('AWAY', 'not yet'))
    await until(() => flooded.seen.includes(delayed))
    await until(() => flooded.seen.filter((id) => id === failing).length === 2)

    // The queue gets what no worker had a place for in some seconds, and takes all of its own places.
    await storage
      .fork()
      .nativeUpdate(Outbox, { dispatchedAt: null, claimedUntil: null }, { createdAt: new Date(Date.now() - 7_000) })
    await until(async () => first.running() === PLACES && (await rows({ claimedUntil: null })) === 0)
    const { waiting = 0 } = await producer.counts(queues.assign)
    expect(waiting).toBeGreaterThan(500)
    expect(flooded.running()).toBe(2 * PLACES)

    // New messages still run at once, in half of the places, although the queue has none left.
    for (const id of flooded.seen.slice(1, PLACES)) flooded.end(id)
    const late = await flood(PLACES)
    await until(() => late.some((id) => flooded.seen.includes(id)))
    expect(first.running()).toBe(PLACES)
    expect(late.filter((id) => flooded.seen.includes(id)).length).toBeLessThanOrEqual(PLACES / 2)
  } finally {
    flooded.open()
    other.open()
  }
  await until(async () => new Set(flooded.seen).size === all.length && (await rows({})) === 0, 60_000)
  expect(flooded.seen.length).toBe(all.length + 1)
  // The metric of waiting counts those that ran without the queue, and the time in the outbox of those that did not.
  expect(waits.length).toBe(all.length + 2)
  expect(waits.filter((ms) => ms >= 7_000).length).toBeGreaterThan(500)
  over.abort()
  await running
  await Promise.all(consumers.map((consumer) => consumer.close()))
})
