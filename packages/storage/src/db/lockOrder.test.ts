import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import {
  Attempt,
  acceptOffer,
  appendLogParts,
  createStorage,
  expireOffers,
  holdRows,
  inTransaction,
  Job,
  lockJobs,
  lockLog,
  moveAttempt,
  moveJob,
  type Node,
  offerJobs,
  recordOnChain,
  recordProgress,
  recordTaskFacts,
  type Storage,
} from '../index.js'
import { createTestDatabase, makeJob, makeNode, makeOffer, type TestDatabase, until } from '../testing/index.js'

/** Jobs that both sides work on at the same time. */
const JOBS = 12
const ROUNDS = 4

let database: TestDatabase
let observer: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  observer = new pg.Client({ connectionString: database.databaseUrl })
  await observer.connect()
}, 90_000)

afterAll(async () => {
  await observer?.end()
  await database?.drop()
})

/** Deadlocks that PostgreSQL has resolved in this database while something ran, counted after its sessions ended. */
async function deadlocksOf(work: (api: Storage, worker: Storage) => Promise<void>): Promise<number> {
  const count = async (): Promise<number> => {
    const { rows } = await observer.query('select deadlocks from pg_stat_database where datname = current_database()')
    return Number(rows[0].deadlocks)
  }
  const before = await count()
  const open = () => createStorage({ databaseUrl: database.databaseUrl, poolSize: 12 })
  const [api, worker] = [await open(), await open()]
  try {
    await work(api, worker)
  } finally {
    await Promise.all([api.close(), worker.close()])
  }
  // A session reports what it counted at its end.
  await until(async () => {
    const { rows } = await observer.query(
      'select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    return rows[0].others === 0
  })
  return (await count()) - before
}

async function assigned(storage: Storage, node: Node): Promise<Attempt> {
  const job = await makeJob(storage.fork(), { state: 'QUEUED' })
  const offer = (await makeOffer(storage, job, node)) as Attempt
  await inTransaction(storage, async (em) => {
    await acceptOffer(em, offer, { number: 1, acceptance: { expiry: 0, signature: '0x' } })
    await moveAttempt(em, { id: offer.id, state: 'ACCEPTED' }, 'ASSIGNED')
    await moveJob(em, { id: job.id, state: 'MATCHED' }, 'ASSIGNED', { set: { attempts: 1 } })
  })
  return storage.fork().findOneOrFail(Attempt, { id: offer.id })
}

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

/** Records facts of many jobs and their attempts in one transaction, as a block moves them. */
async function follow(storage: Storage, attempts: readonly Attempt[], block: number): Promise<void> {
  await inTransaction(storage, async (em) => {
    const ids = attempts.map(({ jobId }) => jobId)
    const jobs = await lockJobs(em, ids)
    const held = await em.find(Attempt, { jobId: { $in: ids }, endedAt: null }, { refresh: true })
    holdRows(em, [...jobs, ...held])
    for (const { id } of jobs) await recordTaskFacts(em, id, { readBlock: block })
    for (const { id } of held) await recordOnChain(em, id, { assignedAt: block } as unknown as never)
  })
}

/** A provider's calls about one attempt, one after the other. */
async function work(storage: Storage, { id, jobId }: Attempt): Promise<void> {
  const report = { phase: null, percent: 1, usage: null, note: null, at: new Date().toISOString() }
  await inTransaction(storage, async (em) => {
    await recordProgress(em, { id, jobId, state: 'ASSIGNED' }, report)
    await moveJob(em, { id: jobId, state: 'ASSIGNED' }, 'EXECUTING')
  })
  await inTransaction(storage, async (em) => {
    await lockLog(em, id)
    await appendLogParts(em, { id, jobId }, [{ stream: 'STDOUT', text: 'a line\n', at: report.at }])
  })
  await inTransaction(storage, (em) => recordProgress(em, { id, jobId, state: 'EXECUTING' }, report))
  await inTransaction(storage, async (em) => {
    await moveAttempt(em, { id, state: 'EXECUTING' }, 'SUBMITTED')
    await moveJob(em, { id: jobId, state: 'EXECUTING' }, 'VERIFYING')
  })
}

describe('transactions of the API and of the worker', () => {
  it('never wait for each other in a circle over the same jobs, and lose none of the moves', async () => {
    const all: Attempt[] = []
    const deadlocks = await deadlocksOf(async (api, worker) => {
      const nodes = await Promise.all([0, 1, 2].map(() => makeNode(api.fork(), { units: 10_000 })))
      for (let round = 0; round < ROUNDS; round++) {
        const attempts: Attempt[] = []
        for (let i = 0; i < JOBS; i++) attempts.push(await assigned(api, nodes[i % nodes.length] as Node))
        all.push(...attempts)
        let isOver = false
        const acts = Promise.all(attempts.map((attempt) => work(api, attempt))).finally(() => {
          isOver = true
        })
        const batches = [0, 1, 2].map(async () => {
          for (let block = 1; !isOver; block++) await follow(worker, shuffled(attempts).slice(0, JOBS / 2), block)
        })
        await Promise.all([acts, ...batches])
      }
      const states = await api.fork().find(Attempt, { id: { $in: all.map(({ id }) => id) } })
      expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['SUBMITTED']))
      const jobs = await api.fork().find(Job, { id: { $in: all.map(({ jobId }) => jobId) } })
      expect(new Set(jobs.map(({ state }) => state))).toEqual(new Set(['VERIFYING']))
    })
    expect(deadlocks).toBe(0)
  }, 120_000)

  it('record outcomes of the same nodes in one order, whatever the order of the jobs', async () => {
    const deadlocks = await deadlocksOf(async (api, worker) => {
      const nodes = await Promise.all([0, 1, 2, 3, 4, 5].map(() => makeNode(api.fork(), { units: 10_000 })))
      for (let round = 0; round < ROUNDS; round++) {
        const batches: Attempt[][] = []
        for (let batch = 0; batch < 4; batch++) {
          const attempts: Attempt[] = []
          for (const node of shuffled(nodes)) attempts.push(await assigned(api, node))
          batches.push(attempts)
        }
        await Promise.all(
          batches.map((attempts, batch) =>
            inTransaction(batch % 2 === 0 ? api : worker, async (em) => {
              await lockJobs(
                em,
                attempts.map(({ jobId }) => jobId),
              )
              for (const [place, { id }] of attempts.entries()) {
                const running = await moveAttempt(em, { id, state: 'ASSIGNED' }, 'EXECUTING')
                if (!running) throw new Error('expected an assigned attempt')
                // Successes of earlier failures are in it as well.
                if (place % 3 === 2) {
                  const submitted = await moveAttempt(em, running, 'SUBMITTED')
                  if (submitted) await moveAttempt(em, submitted, 'SUCCEEDED')
                } else await moveAttempt(em, running, 'TIMED_OUT')
              }
            }),
          ),
        )
      }
    })
    expect(deadlocks).toBe(0)
  }, 120_000)

  it('end offers and make offers over the same nodes without a circle', async () => {
    const deadlocks = await deadlocksOf(async (api, worker) => {
      const nodes = await Promise.all([0, 1, 2, 3, 4, 5].map(() => makeNode(api.fork(), { units: 10_000 })))
      const candidates = () =>
        shuffled(nodes).map(({ id }) => ({ nodeId: id, rate: 1_000n, score: { total: 1, terms: {}, weights: {} } }))
      for (let round = 0; round < ROUNDS; round++) {
        const jobs = await Promise.all(Array.from({ length: JOBS }, () => makeJob(api.fork(), { state: 'QUEUED' })))
        // Over already, on all nodes.
        const over = jobs.slice(0, JOBS / 2)
        await offerJobs(
          api,
          over.map(({ id }) => ({ jobId: id, wanted: 6, seconds: -1, candidates: candidates() })),
          'timeout-queue',
        )
        const waiting = jobs.slice(JOBS / 2)
        await Promise.all([
          ...over.map(({ id }) => inTransaction(api, (em) => expireOffers(em, id, 'match-queue'))),
          ...waiting.map(({ id }) =>
            offerJobs(worker, [{ jobId: id, wanted: 3, seconds: 60, candidates: candidates() }], 'timeout-queue'),
          ),
        ])
      }
    })
    expect(deadlocks).toBe(0)
  }, 120_000)
})
