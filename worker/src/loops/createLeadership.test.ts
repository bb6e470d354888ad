import { randomUUID } from 'node:crypto'
import {
  type Consumer,
  createConsumer,
  createProducer,
  createQueueBackend,
  message,
  type QueueDefinition,
  queues,
} from '@aiigo/queue'
import { createLeaderLock, type LeaderLock } from '@aiigo/storage'
import { createTestDatabase, type TestDatabase, until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { createLeadership } from './createLeadership.js'

/** Of a busy machine. */
const LONG_MS = 45_000
/** Another process may lead after three failed checks, ten seconds apart. */
const UNFIT_MS = 90_000

let database: TestDatabase
const open: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  database = await createTestDatabase()
}, 90_000)
afterAll(async () => {
  for (const close of open.reverse()) await close()
  await database?.drop()
})

it('lets one worker run what sends transactions, every worker the rest, and another one after its death', async () => {
  const backend = createQueueBackend({ databaseUrl: database.databaseUrl })
  open.push(() => backend.close())
  await backend.prepare()
  const producer = createProducer(backend)
  open.push(() => producer.close())
  const ran: { worker: string; queue: string }[] = []
  const process = (worker: string) => {
    const lock: LeaderLock = createLeaderLock({ databaseUrl: database.databaseUrl, name: 'leadership' })
    const note =
      ({ name }: QueueDefinition) =>
      async () =>
        void ran.push({ worker, queue: name })
    const consumers: Consumer[] = [
      createConsumer(backend, queues.verify, note(queues.verify)),
      createConsumer(backend, queues.match, note(queues.match)),
    ]
    const changes: boolean[] = []
    const leadership = createLeadership(lock, consumers, { onChange: (leads) => changes.push(leads) })
    const close = () => Promise.all([lock.close(), ...consumers.map((consumer) => consumer.close())])
    open.push(close)
    return { leadership, consumers, changes, close }
  }
  const of = ({ name }: QueueDefinition) => ran.filter(({ queue }) => queue === name).map(({ worker }) => worker)
  const sendSome = (count: number) =>
    producer.send(
      Array.from({ length: count }, () => message(queues.verify, { offerId: randomUUID() })).concat(
        Array.from({ length: count }, () => message(queues.match, { jobId: randomUUID() })),
      ),
    )

  const [first, second] = [process('first'), process('second')]
  await sendSome(1)
  await until(() => of(queues.match).length === 1, LONG_MS)
  // No worker leads yet.
  expect(of(queues.verify)).toEqual([])
  expect(await first.leadership.look()).toBe(true)
  expect(await second.leadership.look()).toBe(false)
  await sendSome(40)
  await until(() => ran.length === 82, LONG_MS)
  expect(new Set(of(queues.verify))).toEqual(new Set(['first']))
  expect(second.consumers.map((consumer) => consumer.isPaused())).toEqual([true, false])
  // A paused queue with waiting jobs is no standstill of this process.
  await second.consumers[0]?.checkProgress(0)

  await first.close()
  await until(() => second.leadership.look())
  await sendSome(3)
  await until(() => ran.length === 88, LONG_MS)
  expect(of(queues.verify).slice(41)).toEqual(['second', 'second', 'second'])
  expect([first.changes, second.changes]).toEqual([[true], [true]])
}, 150_000)

const lockOf = (name: string): LeaderLock => createLeaderLock({ databaseUrl: database.databaseUrl, name })

it('goes to another worker while the leading one does not reach the chain', async () => {
  let isAway = false
  const [one, other] = [lockOf('fit'), lockOf('fit')]
  open.push(() => Promise.all([one.close(), other.close()]))
  const unfit = createLeadership(one, [], {
    check: async () => {
      if (isAway) throw new Error('the chain is away')
    },
  })
  const fit = createLeadership(other, [])
  expect([await unfit.look(), await fit.look()]).toEqual([true, false])
  isAway = true
  await until(async () => {
    await unfit.look()
    return fit.look()
  }, UNFIT_MS)
  expect([unfit.isLeading(), fit.isLeading()]).toEqual([false, true])
}, 150_000)
