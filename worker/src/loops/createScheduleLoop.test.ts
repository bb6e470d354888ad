import { createProducer, createQueueBackend, type QueueBackend, queues } from '@aiigo/queue'
import { createLogger } from '@aiigo/service'
import { until } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeAll, expect, it } from '@jest/globals'
import { createScheduleLoop } from './createScheduleLoop.js'

let backend: QueueBackend

withStorage((_storage, { databaseUrl }) => {
  backend = createQueueBackend({ databaseUrl })
})
beforeAll(() => backend.prepare(), 90_000)

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
  const appears = () => until(async () => (await queue.getJobSchedulersCount()) === 1)
  try {
    await appears()
    await queue.obliterate({ force: true })
    await queue.removeJobScheduler(`every-${queues.deadlineSweep.name}`)
    await appears()
    expect(await queue.getJobSchedulersCount()).toBe(1)
  } finally {
    stop.abort()
    await running
    await queue.close()
    await producer.close()
    await backend.close()
  }
}, 30_000)
