import { randomUUID } from 'node:crypto'
import { IllegalTransitionError, NotRetryableError, pause } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { appendEvent } from '../events/appendEvent.js'
import { lastEventSeq } from '../events/readEvents.js'
import {
  Attempt,
  acceptOffer,
  createEventListener,
  createStorage,
  dispatchOutbox,
  enqueue,
  inTransaction,
  Job,
  moveAttempt,
  moveJob,
  Node,
  Outbox,
  Reservation,
  readEvents,
  type Storage,
} from '../index.js'
import { endSession, makeJob, makeNode, makeOffer, type TestDatabase, until } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let database: TestDatabase
let storage: Storage

withStorage(
  (opened, itsDatabase) => {
    storage = opened
    database = itsDatabase
  },
  { poolSize: 10 },
)

const nodes = { nodeId: '0x0', availability: 'AVAILABLE', online: true, at: '' } as const
describe('amounts', () => {
  it('keep 78 digits exactly', async () => {
    const big = 2n ** 256n - 1n
    const node = await makeNode(storage.fork(), { activeStake: big })
    expect((await storage.fork().findOneOrFail(Node, { id: node.id })).activeStake).toBe(big)
  })
})

describe('connections', () => {
  it('that die in a transaction leave their place in the pool to others', async () => {
    const one = await createStorage({ databaseUrl: database.databaseUrl, poolSize: 1 })
    for (let i = 0; i < 3; i++) {
      const dying = inTransaction(one, async (em) => {
        const [own] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid')
        await endSession(database.databaseUrl, own?.pid ?? 0)
        await em.execute('select 1')
      })
      await expect(dying).rejects.toThrow()
      expect(await one.fork().execute('select 1 as answer')).toEqual([{ answer: 1 }])
    }
    await one.close()
  }, 20_000)

  it('that are being opened for a statement are waited for when the storage is closed', async () => {
    const one = await createStorage({ databaseUrl: database.databaseUrl, poolSize: 4 })
    await one.health()
    // The first statement takes the open connection, the others open new ones.
    const answers = Promise.all([1, 2, 3].map(() => one.fork().execute('select 1 as answer')))
    await pause(2)
    await one.close()
    expect(await answers).toEqual([1, 2, 3].map(() => [{ answer: 1 }]))
  }, 20_000)
})

describe('moveJob', () => {
  it('moves, appends one event and returns the moved job', async () => {
    const job = await makeJob(storage.fork())
    const moved = await inTransaction(storage, (em) => moveJob(em, job, 'QUEUED', { reason: 'funded' }))
    expect(moved).toMatchObject({ state: 'QUEUED', reason: 'funded' })
    expect(moved?.updatedAt.getTime()).toBeGreaterThan(job.updatedAt.getTime() - 1)
    const events = await readEvents(storage.fork(), `job:${job.id}`, 0)
    expect(events.map(({ seq, data }) => [seq, data.state, data.reason])).toEqual([[1, 'QUEUED', 'funded']])
  })

  it('does nothing the second time', async () => {
    const job = await makeJob(storage.fork())
    const both = await Promise.all([1, 2].map(() => inTransaction(storage, (em) => moveJob(em, job, 'QUEUED'))))
    expect(both.filter((moved) => moved !== null)).toHaveLength(1)
    expect(await lastEventSeq(storage.fork(), `job:${job.id}`)).toBe(1)
  })

  it('refuses moves that the life cycle does not have', async () => {
    const job = await makeJob(storage.fork())
    await expect(inTransaction(storage, (em) => moveJob(em, job, 'PAID'))).rejects.toThrow(IllegalTransitionError)
  })

  it('leaves neither state nor event behind when the transaction fails', async () => {
    const job = await makeJob(storage.fork())
    await expect(
      inTransaction(storage, async (em) => {
        await moveJob(em, job, 'QUEUED')
        throw new Error('later')
      }),
    ).rejects.toThrow('later')
    expect((await storage.fork().findOneOrFail(Job, { id: job.id })).state).toBe('SUBMITTED')
    expect(await lastEventSeq(storage.fork(), `job:${job.id}`)).toBe(0)
  })
})

describe('attempts', () => {
  it('keep their units while they run, give them back at the end, and tell the agent', async () => {
    const em = storage.fork()
    const node = await makeNode(em, { units: 1 })
    const job = await makeJob(em, { state: 'QUEUED' })
    const offer = await makeOffer(storage, job, node)
    if (!offer) throw new Error('expected an offer')
    const step = async (from: Attempt, to: Attempt['state']) => {
      const moved = await inTransaction(storage, (tx) => moveAttempt(tx, from, to))
      if (!moved) throw new Error(`expected to move to ${to}`)
      return moved
    }
    const acceptance = { number: 1, acceptance: { expiry: 0, signature: '0x' } } as const
    expect(await inTransaction(storage, (tx) => acceptOffer(tx, offer, acceptance))).toMatchObject({
      outcome: 'ACCEPTED',
    })
    expect(await storage.fork().findOne(Reservation, { nodeId: node.id })).toMatchObject({ expiresAt: null })
    let now = await step(await storage.fork().findOneOrFail(Attempt, { id: offer.id }), 'ASSIGNED')
    now = await step(now, 'EXECUTING')
    now = await step(now, 'SUBMITTED')
    expect(await storage.fork().count(Reservation, { nodeId: node.id })).toBe(0)
    now = await step(now, 'SUCCEEDED')
    expect(now.endedAt).toBeInstanceOf(Date)
    const events = await readEvents(storage.fork(), `offers:${node.id}`, 0)
    expect(events.map(({ data }) => data.kind)).toEqual(['OFFERED', 'ASSIGNED', 'CLOSED'])
  })
})

describe('events', () => {
  it('are numbered without gaps by concurrent writers, failed ones included', async () => {
    const topic = `job:${randomUUID()}` as const
    const event = { jobId: '', state: 'QUEUED', attempt: 1, nodeId: null, reason: null, at: '' } as const
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) =>
        inTransaction(storage, async (em) => {
          appendEvent(em, topic, { ...event, reason: String(i) })
          if (i % 7 === 0) throw new Error('rolled back')
        }),
      ),
    )
    const events = await readEvents(storage.fork(), topic, 0)
    const kept = 60 - 9
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: kept }, (_, i) => i + 1))
    expect(new Set(events.map(({ data }) => data.reason)).size).toBe(kept)
    expect((await readEvents(storage.fork(), topic, kept - 2, 1)).map(({ seq }) => seq)).toEqual([kept - 1])
  })

  it('are refused outside inTransaction', () => {
    expect(() => appendEvent(storage.fork(), 'nodes', nodes)).toThrow('inTransaction')
  })

  it('wake listeners at once, and by the poll when the wake-up is lost', async () => {
    const silent = await createStorage({
      databaseUrl: database.databaseUrl,
      wakeUp: {
        publish: async () => undefined,
        subscribe: async () => async () => undefined,
        close: async () => undefined,
      },
    })
    const listener = await createEventListener({ storage, pollMs: 60_000 })
    const poller = await createEventListener({ storage, pollMs: 50 })
    const heard: string[] = []
    const topic = `job:${randomUUID()}` as const
    listener.on(topic, () => heard.push('woken'))
    const stop = poller.on(topic, () => heard.push('polled or woken'))
    const event = { jobId: '', state: 'QUEUED', attempt: 0, nodeId: null, reason: null, at: '' } as const
    await inTransaction(silent, (em) => appendEvent(em, topic, event))
    await until(() => heard.length > 0)
    // Wake-ups arrive in order: after this one, an earlier one for the listener would have arrived too.
    const marker = `job:${randomUUID()}` as const
    let marked = false
    listener.on(marker, () => {
      marked = true
    })
    await inTransaction(storage, (em) => appendEvent(em, marker, event))
    await until(() => marked)
    expect(heard).toEqual(['polled or woken'])
    stop()
    await inTransaction(storage, (em) => appendEvent(em, topic, event))
    await until(() => heard.length > 1)
    expect(heard).toEqual(['polled or woken', 'woken'])
    await Promise.all([listener.close(), poller.close(), silent.close()])
  })

  it('reach listeners again after their connection was cut', async () => {
    const listener = await createEventListener({ storage, pollMs: 60_000 })
    const topic = `job:${randomUUID()}` as const
    let heard = 0
    listener.on(topic, () => heard++)
    await storage
      .fork()
      .execute(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'aiigo-wake-up' and datname = current_database()`,
      )
    const event = { jobId: '', state: 'QUEUED', attempt: 0, nodeId: null, reason: null, at: '' } as const
    await inTransaction(storage, (em) => appendEvent(em, topic, event))
    await until(() => heard > 0)
    const before = heard
    await inTransaction(storage, (em) => appendEvent(em, topic, event))
    await until(() => heard > before)
    await listener.close()
  })
})

describe('outbox', () => {
  it('hands every message over once, by several dispatchers, and keeps those whose sending failed', async () => {
    await storage.fork().nativeDelete(Outbox, {})
    const ids = Array.from({ length: 40 }, () => randomUUID())
    await inTransaction(storage, (em) =>
      enqueue(em, ...ids.map((id) => ({ id, queue: 'search-queue', payload: { id } }))),
    )
    await inTransaction(storage, (em) =>
      enqueue(em, { id: ids[0] as string, queue: 'search-queue', payload: { again: true } }),
    )
    await expect(dispatchOutbox(storage, () => Promise.reject(new Error('queue is away')))).rejects.toThrow('away')
    const sent: string[] = []
    const dispatch = async () => {
      while (
        (await dispatchOutbox(storage, async (messages) => void sent.push(...messages.map(({ id }) => id)), {
          limit: 7,
        })) > 0
      );
    }
    await Promise.all([dispatch(), dispatch()])
    await dispatch()
    expect(sent.sort()).toEqual([...ids].sort())
    expect(await storage.fork().count(Outbox, { dispatchedAt: null })).toBe(0)
  })

  it('keeps with each message the trace of the code that wrote it', async () => {
    await storage.fork().nativeDelete(Outbox, {})
    let trace = 'a'
    const traced = await createStorage({ databaseUrl: database.databaseUrl, trace: () => trace })
    const [first, second] = [randomUUID(), randomUUID()]
    await inTransaction(traced, (em) => {
      enqueue(em, { id: first, queue: 'search-queue', payload: {} })
      trace = 'b'
      enqueue(em, { id: second, queue: 'search-queue', payload: {} })
    })
    const rows = await traced.fork().find(Outbox, {})
    expect(new Map(rows.map(({ id, trace: kept }) => [id, kept]))).toEqual(
      new Map([
        [first, 'a'],
        [second, 'b'],
      ]),
    )
    await traced.close()
    await storage.fork().nativeDelete(Outbox, {})
  })

  it('passes a row over that no queue takes, instead of keeping all others waiting', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    await inTransaction(storage, (em) => enqueue(em, ...ids.map((id) => ({ id, queue: 'search-queue', payload: {} }))))
    const sent: string[] = []
    const send = async (messages: { id: string }[]) => {
      if (messages.some(({ id }) => id === ids[1])) throw new NotRetryableError('BAD_PAYLOAD', 'not a payload')
      sent.push(...messages.map(({ id }) => id))
    }
    expect(await dispatchOutbox(storage, send)).toBe(3)
    expect(sent.sort()).toEqual([ids[0], ids[2]].sort())
    expect(await dispatchOutbox(storage, send)).toBe(0)
  })
})
