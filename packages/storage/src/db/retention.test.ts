import { randomUUID } from 'node:crypto'
import { topic } from '@aiigo/domain'
import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  ChainEffect,
  ChainTransaction,
  giveUpEffect,
  inTransaction,
  Job,
  moveAttempt,
  moveJob,
  Outbox,
  pruneEvents,
  pruneNodeEvents,
  pruneOutbox,
  pruneTransactions,
  readEvents,
  type Storage,
  transitionsOf,
} from '../index.js'
import { makeJob, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'
import { SLICE_ROWS } from './deleteInSlices.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 1 },
)

const DAY_MS = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY_MS)
const ONE_SLICE = { signal: AbortSignal.abort() }
const MILLION = 1_000_000

beforeEach(async () => {
  await storage
    .fork()
    .execute('truncate job, attempt, event, event_topic, outbox, transition, chain_transaction, chain_effect cascade')
})

/** Rows of a table that some work looked at, by going through it and by its database indexes. */
async function rowsLookedAt(table: string, work: () => Promise<unknown>): Promise<number> {
  const em = storage.fork()
  const read = async (): Promise<number> => {
    // The only connection reports what it has done at the end of this statement.
    await em.execute('select pg_stat_force_next_flush()')
    const rows = await em.execute<{ read: string }[]>(
      'select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables where relname = ?',
      [table],
    )
    return Number(rows[0]?.read)
  }
  const before = await read()
  await work()
  return (await read()) - before
}

async function ended(days: number, state: 'CANCELLED' | 'QUEUED' = 'CANCELLED') {
  const node = await makeNode(storage.fork())
  const job = await makeJob(storage.fork(), { state: 'QUEUED' })
  const offer = await makeOffer(storage, job, node)
  if (!offer) throw new Error('expected an offer')
  if (state === 'CANCELLED') {
    await inTransaction(storage, async (em) => {
      await moveAttempt(em, { id: offer.id, state: 'OFFERED' }, 'WITHDRAWN')
      await moveJob(em, { id: job.id, state: 'MATCHED' }, 'QUEUED')
      await moveJob(em, { id: job.id, state: 'QUEUED' }, 'CANCELLED')
    })
    await storage.fork().nativeUpdate(Job, { id: job.id }, { endedAt: ago(days) })
  }
  await storage
    .fork()
    .execute(`update event set at = ? where topic in (?, ?)`, [
      ago(days),
      topic('job', job.id),
      topic('offers', node.id),
    ])
  const seqs = async (name: string) => (await readEvents(storage.fork(), name, 0)).map(({ seq }) => seq)
  return {
    job,
    ofJob: () => seqs(topic('job', job.id)),
    ofNode: () => seqs(topic('offers', node.id)),
    history: async () => (await transitionsOf(storage.fork(), job.id, null, 100)).length,
  }
}

describe('events', () => {
  it('of jobs that ended long ago go but for the last, those of their offers go, and the history stays', async () => {
    const [old, recent] = [await ended(91), await ended(89)]
    const [moves, kept] = [await old.history(), await recent.ofJob()]
    expect((await old.ofJob()).length).toBeGreaterThan(1)
    expect(await pruneEvents(storage, ago(90))).toEqual({ jobs: 1, others: 2 })
    expect(await old.ofJob()).toEqual([kept.at(-1)])
    expect(await old.ofNode()).toEqual([])
    expect(await old.history()).toBe(moves)
    expect(await recent.ofJob()).toEqual(kept)
    expect(await recent.ofNode()).toEqual([1, 2])
    expect(await pruneEvents(storage, ago(90))).toEqual({ jobs: 0, others: 0 })
  })

  it('of open offers and of jobs that go on stay, however old', async () => {
    const open = await ended(400, 'QUEUED')
    const before = [await open.ofJob(), await open.ofNode()]
    expect(await pruneEvents(storage, ago(90))).toEqual({ jobs: 0, others: 0 })
    expect([await open.ofJob(), await open.ofNode()]).toEqual(before)
  })

  it('a million of them cost a slice no more than its rows', async () => {
    await storage.fork().execute(
      `insert into event (topic, seq, data, at)
       select 'offers:0x' || (n % 1000), n, '{}'::jsonb, now() - make_interval(mins => n) from generate_series(1, ?) as n`,
      [MILLION],
    )
    await storage.fork().execute('analyze event')
    let others = 0
    const read = await rowsLookedAt('event', async () => {
      others = (await pruneEvents(storage, ago(90), ONE_SLICE)).others
    })
    expect(others).toBe(SLICE_ROWS)
    expect(read).toBeGreaterThanOrEqual(SLICE_ROWS)
    expect(read).toBeLessThanOrEqual(3 * SLICE_ROWS)
  }, 300_000)

  it('of ended jobs cost a slice no more than those of its jobs', async () => {
    const made = await ended(100)
    await storage.fork().execute(
      `insert into event (topic, seq, data, at)
       select 'job:' || md5(n::text)::uuid, k, '{}'::jsonb, now() from generate_series(1, ?) as n, generate_series(1, 2) as k`,
      [MILLION / 10],
    )
    await storage.fork().execute('analyze event; analyze job')
    let jobs = 0
    const read = await rowsLookedAt('event', async () => {
      jobs = (await pruneEvents(storage, ago(90), ONE_SLICE)).jobs
    })
    expect(jobs).toBe(1)
    expect(await made.ofJob()).toHaveLength(1)
    expect(read).toBeLessThanOrEqual(100)
  }, 300_000)

  it('of nodes go after their own time, the oldest first', async () => {
    await storage.fork().execute(
      `insert into event (topic, seq, data, at)
       select 'nodes', n, '{}'::jsonb, now() - make_interval(mins => 1830 - 60 * n) from generate_series(1, 10) as n`,
    )
    expect(await pruneNodeEvents(storage, ago(1))).toBe(6)
    expect((await readEvents(storage.fork(), 'nodes', 0)).map(({ seq }) => seq)).toEqual([7, 8, 9, 10])
  })
})

describe('the outbox', () => {
  it('keeps what waits, and what was handed over lately', async () => {
    const row = (dispatchedAt: Date | null) =>
      storage.fork().insert(Outbox, { id: randomUUID(), queue: 'q', payload: {}, createdAt: ago(30), dispatchedAt })
    await row(null)
    await row(ago(6))
    await row(ago(8))
    expect(await pruneOutbox(storage, ago(7))).toBe(1)
    expect(await storage.fork().count(Outbox, {})).toBe(2)
  })

  it('of a million rows costs a slice no more than its rows', async () => {
    await storage.fork().execute(
      `insert into outbox (id, queue, payload, created_at, dispatched_at)
       select gen_random_uuid(), 'q', '{}'::jsonb, now(), now() - make_interval(secs => n) from generate_series(1, ?) as n`,
      [MILLION],
    )
    await storage.fork().execute('analyze outbox')
    let deleted = 0
    const read = await rowsLookedAt('outbox', async () => {
      deleted = await pruneOutbox(storage, ago(7), ONE_SLICE)
    })
    expect(deleted).toBe(SLICE_ROWS)
    expect(read).toBeGreaterThanOrEqual(SLICE_ROWS)
    expect(read).toBeLessThanOrEqual(3 * SLICE_ROWS)
  }, 300_000)
})

describe('transactions', () => {
  const FROM = `0x${'11'.repeat(20)}`
  const add = async (nonce: number, of: Partial<ChainTransaction>, subject: string) => {
    const id = randomUUID()
    const row = {
      id,
      kind: 'approve',
      subject,
      fromAddress: FROM,
      nonce,
      toAddress: FROM,
      earlierHashes: [],
      final: false,
    }
    const settled = { state: 'MINED', final: true, spent: 1n, createdAt: ago(400), updatedAt: ago(400) } as const
    await storage.fork().insert(ChainTransaction, { ...row, ...settled, ...of })
    await storage.fork().insert(ChainEffect, { id: randomUUID(), kind: 'approve', subject, transactionId: id })
    return id
  }

  it('go with their effects when they and their jobs are settled, but for the last nonces', async () => {
    const [over, late, open] = [await ended(400), await ended(10), await ended(400, 'QUEUED')]
    const gone = [
      await add(1, {}, over.job.taskId),
      await add(2, { state: 'FAILED', final: false }, over.job.taskId),
      await add(3, {}, 'a challenge'),
    ]
    const stay = [
      await add(4, { updatedAt: ago(364) }, over.job.taskId),
      await add(5, { final: false }, over.job.taskId),
      await add(6, { state: 'SENT', final: false, spent: null }, over.job.taskId),
      await add(7, {}, late.job.taskId),
      await add(8, {}, open.job.taskId),
      await add(3_000, {}, over.job.taskId),
      await add(4_000, {}, over.job.taskId),
    ]
    expect(await pruneTransactions(storage, ago(365))).toEqual({ transactions: gone.length, givenUp: 0 })
    const left = await storage.fork().find(ChainTransaction, {})
    expect(left.map(({ id }) => id).sort()).toEqual(stay.sort())
    expect(await storage.fork().count(ChainEffect, {})).toBe(stay.length)
  })

  it('that were given up go after a day', async () => {
    const [old, fresh] = [randomUUID(), randomUUID()]
    for (const id of [old, fresh])
      await inTransaction(storage, (em) => giveUpEffect(em, { id, kind: 'assign', subject: 'a task' }))
    await storage.fork().nativeUpdate(ChainEffect, { id: old }, { givenUpAt: ago(2) })
    expect(await pruneTransactions(storage, ago(365))).toEqual({ transactions: 0, givenUp: 1 })
    expect((await storage.fork().find(ChainEffect, {})).map(({ id }) => id)).toEqual([fresh])
  })
})
