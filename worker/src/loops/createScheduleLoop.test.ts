import { setTimeout as sleep } from 'node:timers/promises'
import { createProducer, createQueueBackend, type QueueBackend, queues } from '@aiigo/queue'
import { createLogger } from '@aiigo/service'
import { createTestDatabase, type TestDatabase } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { createScheduleLoop } from './createScheduleLoop.js'

let database: TestDatabase
let backend: QueueBackend

beforeAll(async () => {
  database = await createTestDatabase()
  backend = createQueueBackend({ databaseUrl: database.databaseUrl })
  await backend.prepare()
}, 90_000)
afterAll(async () => {
  await backend?.close()
  await database?.drop()
})

it('asks for regular jobs again after the queue store has forgotten them', async () => {
  const producer = createProducer(backend)
  const queue = backend.queue(queues.deadlineSweep.name)
  const stop = new AbortController()
  const log = createLogger({ name: 'test', level: 'silent' })
  const loop = createScheduleLoop(producer, [{ ...queues.deadlineSweep, everyMs: 60_000 }], {
    everyMs: 100,
    signal: stop.signal,
    log,
  })
  const running = loop.run()
  const appears = async () => {
    for (let tries = 0; tries < 100 && (await queue.getJobSchedulersCount()) === 0; tries++) await sleep(20)
    return queue.getJobSchedulersCount()
  }
  try {
    expect(await appears()).toBe(1)
    await queue.obliterate({ force: true })
    await queue.removeJobScheduler(`every-${queues.deadlineSweep.name}`)
    expect(await appears()).toBe(1)
  } finally {
    stop.abort()
    await running
    await queue.close()
    await producer.close()
  }
}, 30_000)
