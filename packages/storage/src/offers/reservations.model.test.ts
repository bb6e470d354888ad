import { type AttemptState, type JobState, seededNumbers } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  Attempt,
  acceptOffer,
  createStorage,
  type EntityManager,
  endOffer,
  expireOffers,
  inTransaction,
  Job,
  moveAttempt,
  moveJob,
  type OfferOutcome,
  offerJobs,
  requeueJob,
  type Storage,
} from '../index.js'
import { createTestDatabase, endSession, makeJob, makeNode, type TestDatabase } from '../testing/index.js'

/** Sequences of operations, and operations in each. */
const SEEDS = [1, 2, 3, 4]
const STEPS = 90
/**
 * An offer is good for this long; the clock moves by more, so that what the test itself takes does not matter. Seconds.
 */
const GOOD_FOR = 1_000
const ADVANCE = 2_000
const RATE = 1_000n

/**
 * An independent model of the rules: nodes have units; an offer holds units until it ends, or until its time is over;
 * the first acceptance wins; no node gets the same job twice, unless it only lost a race. It shares no code with what
 * it judges.
 */
interface ModelAttempt {
  id: string
  nodeId: string
  state: AttemptState
  /** Units held; null: none. */
  held: number | null
  overdue: boolean
  lostRace: boolean
}

interface ModelJob {
  units: number
  state: JobState
  nodeId: string | null
  attempts: ModelAttempt[]
}

interface Model {
  nodes: Map<string, { units: number; online: boolean }>
  jobs: Map<string, ModelJob>
}

const OPEN: readonly AttemptState[] = ['OFFERED', 'ACCEPTED', 'ASSIGNED', 'EXECUTING', 'SUBMITTED']

const heldOn = (model: Model, nodeId: string): ModelAttempt[] =>
  [...model.jobs.values()].flatMap((job) => job.attempts).filter((one) => one.nodeId === nodeId && one.held !== null)

function modelOffer(
  model: Model,
  jobId: string,
  wanted: number,
  candidates: readonly string[],
): { outcome: 'MOVED' } | { outcome: 'NONE'; changed: number; full: number } | { outcome: 'OFFERED'; nodes: string[] } {
  const job = model.jobs.get(jobId) as ModelJob
  if (job.state !== 'QUEUED') return { outcome: 'MOVED' }
  const nodes: string[] = []
  let [changed, full] = [0, 0]
  for (const nodeId of candidates) {
    if (nodes.length === wanted) break
    const node = model.nodes.get(nodeId)
    if (!node?.online) {
      changed++
      continue
    }
    for (const one of heldOn(model, nodeId)) if (one.overdue && one.state === 'OFFERED') one.held = null
    const used = heldOn(model, nodeId).reduce((sum, { held }) => sum + (held ?? 0), 0)
    if (used + job.units > node.units) full++
    else if (job.attempts.some((one) => one.nodeId === nodeId && !one.lostRace)) changed++
    else {
      nodes.push(nodeId)
      job.attempts.push({ id: '', nodeId, state: 'OFFERED', held: job.units, overdue: false, lostRace: false })
    }
  }
  if (nodes.length === 0) return { outcome: 'NONE', changed, full }
  job.state = 'MATCHED'
  job.nodeId = nodes.length === 1 ? (nodes[0] as string) : null
  return { outcome: 'OFFERED', nodes }
}

function modelAccept(job: ModelJob, attempt: ModelAttempt): 'ACCEPTED' | 'EXPIRED' | 'CLOSED' {
  if (job.state !== 'MATCHED' || attempt.state !== 'OFFERED') return 'CLOSED'
  if (attempt.held === null || attempt.overdue) return 'EXPIRED'
  for (const other of job.attempts) {
    if (other === attempt || other.state !== 'OFFERED') continue
    Object.assign(other, { state: 'WITHDRAWN', held: null, lostRace: true })
  }
  attempt.state = 'ACCEPTED'
  job.nodeId = attempt.nodeId
  return 'ACCEPTED'
}

function modelEnd(job: ModelJob, attempts: readonly ModelAttempt[], to: AttemptState): void {
  for (const attempt of attempts) Object.assign(attempt, { state: to, held: null })
  if (attempts.length === 0 || job.state !== 'MATCHED') return
  if (job.attempts.some(({ state }) => OPEN.includes(state))) return
  job.state = 'QUEUED'
  job.nodeId = null
}

/** Whole numbers from 0, below a limit, the same for a seed. */
function randomOf(seed: number): (below: number) => number {
  const next = seededNumbers(seed)
  return (below) => Math.floor(next() * below)
}

let database: TestDatabase
/** Three workers, each with connections of its own. */
let workers: Storage[]

beforeAll(async () => {
  database = await createTestDatabase()
  workers = await Promise.all([1, 2, 3].map(() => createStorage({ databaseUrl: database.databaseUrl, poolSize: 3 })))
}, 90_000)
afterAll(async () => {
  await Promise.all((workers ?? []).map((worker) => worker.close()))
  await database?.drop()
})

describe('reservations', () => {
  it.each(SEEDS)(
    'are what the model says, through crashes, deadlines and races (seed %i)',
    async (seed) => {
      const random = randomOf(seed)
      const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
      const shuffled = <T>(list: readonly T[]): T[] => {
        const rest = [...list]
        return Array.from({ length: rest.length }, () => rest.splice(random(rest.length), 1)[0] as T)
      }
      const worker = (): Storage => pick(workers)
      const model: Model = { nodes: new Map(), jobs: new Map() }
      const em = worker().fork()
      await em.execute('truncate job, attempt, reservation, job_log, node, node_failure, outbox, challenge cascade')
      for (const units of [1, 1, 2, 3, 5]) {
        const { id } = await makeNode(em, { units })
        model.nodes.set(id, { units, online: true })
      }
      for (let i = 0; i < 8; i++) {
        const job = await makeJob(worker().fork(), { state: 'QUEUED', units: 1 + random(3) })
        model.jobs.set(job.id, { units: job.units, state: 'QUEUED', nodeId: null, attempts: [] })
      }
      const nodeIds = [...model.nodes.keys()]
      const attempts = (...states: AttemptState[]): [string, ModelJob, ModelAttempt][] =>
        [...model.jobs].flatMap(([jobId, job]) =>
          job.attempts
            .filter(({ state }) => states.length === 0 || states.includes(state))
            .map((attempt): [string, ModelJob, ModelAttempt] => [jobId, job, attempt]),
        )

      /** Does something in a transaction of a process that dies before it commits. */
      async function crashes(work: (tx: EntityManager) => Promise<unknown>): Promise<void> {
        const dying = inTransaction(worker(), async (tx) => {
          await work(tx)
          const [own] = await tx.execute<{ pid: number }[]>('select pg_backend_pid() as pid')
          await endSession(database.databaseUrl, own?.pid ?? 0)
          await tx.execute('select 1')
        })
        await expect(dying).rejects.toThrow()
      }

      const accepting = { number: 1, acceptance: { expiry: 0, signature: '0x' } } as const
      const declining = {
        to: 'DECLINED',
        reason: 'busy',
        reasonCode: 'OFFER_DECLINED',
        jobReason: 'declined',
        matchQueue: 'search-queue',
      } as const
      const steps: Record<string, () => Promise<void>> = {
        async offer() {
          const batch = shuffled([...model.jobs.keys()]).slice(0, 1 + random(4))
          const requests = batch.map((jobId) => ({
            jobId,
            wanted: 1 + random(3),
            nodes: shuffled(nodeIds).slice(0, 4),
          }))
          const score = { total: 1, terms: {}, weights: {} }
          const outcomes = await offerJobs(
            worker(),
            requests.map(({ jobId, wanted, nodes }) => ({
              jobId,
              wanted,
              seconds: GOOD_FOR,
              candidates: nodes.map((nodeId) => ({ nodeId, rate: RATE, score })),
            })),
            'timeout-queue',
          )
          // The database takes jobs in the order of their ids.
          for (const { jobId, wanted, nodes } of requests.sort((a, b) => (a.jobId < b.jobId ? -1 : 1))) {
            const expected = modelOffer(model, jobId, wanted, nodes)
            const got = outcomes.get(jobId) as OfferOutcome
            if (expected.outcome !== 'OFFERED' || got.outcome !== 'OFFERED') {
              expect(got).toEqual(expected.outcome === 'NONE' ? { ...expected, locked: 0 } : expected)
              continue
            }
            expect(got.offers.map(({ nodeId }) => nodeId)).toEqual(expected.nodes)
            for (const { offerId, nodeId } of got.offers) {
              const made = model.jobs.get(jobId)?.attempts.find((one) => one.id === '' && one.nodeId === nodeId)
              if (made) made.id = offerId
            }
          }
        },
        async accept() {
          if (attempts().length === 0) return
          const [jobId, job, attempt] = pick(
            attempts('OFFERED').length > 0 && random(4) > 0 ? attempts('OFFERED') : attempts(),
          )
          const answer = await inTransaction(worker(), (tx) => acceptOffer(tx, { id: attempt.id, jobId }, accepting))
          expect(answer.outcome).toBe(modelAccept(job, attempt))
        },
        async acceptAllAtOnce() {
          const job = pick([...model.jobs].filter(([, { state }]) => state === 'MATCHED'))
          if (!job) return
          const [jobId, { attempts: all }] = job
          const offered = all.filter(({ state }) => state === 'OFFERED')
          const answers = await Promise.all(
            offered.map(async ({ id }) => {
              return (await inTransaction(worker(), (tx) => acceptOffer(tx, { id, jobId }, accepting))).outcome
            }),
          )
          // The first one; offers whose time was over may have been answered so before.
          const winner = offered[answers.indexOf('ACCEPTED')]
          const possible = offered.some(({ held, overdue }) => held !== null && !overdue)
          expect(answers.filter((one) => one === 'ACCEPTED')).toHaveLength(possible ? 1 : 0)
          if (winner) expect(modelAccept(job[1], winner)).toBe('ACCEPTED')
        },
        async decline() {
          if (attempts('OFFERED').length === 0) return
          const [jobId, job, attempt] = pick(attempts('OFFERED'))
          await inTransaction(worker(), (tx) => endOffer(tx, { id: attempt.id, jobId }, declining))
          modelEnd(job, [attempt], 'DECLINED')
        },
        async sweep() {
          const [jobId, job] = pick([...model.jobs])
          const silent = job.attempts.filter(({ state, overdue }) => state === 'OFFERED' && overdue)
          const ended = await inTransaction(worker(), (tx) => expireOffers(tx, jobId, 'search-queue'))
          expect(ended).toEqual(silent.map(({ nodeId }) => nodeId).sort())
          modelEnd(job, silent, 'OFFER_EXPIRED')
        },
        async clockMovesOn() {
          await em.execute(`update reservation set expires_at = expires_at - interval '${ADVANCE} seconds'`)
          await em.execute(`update attempt set expires_at = expires_at - interval '${ADVANCE} seconds'`)
          for (const [, , attempt] of attempts()) attempt.overdue = true
        },
        async work() {
          const running = attempts('ACCEPTED', 'ASSIGNED', 'EXECUTING')
          if (running.length === 0) return
          const [jobId, job, attempt] = pick(running)
          const next = { ACCEPTED: 'ASSIGNED', ASSIGNED: 'EXECUTING', EXECUTING: 'SUBMITTED' } as const
          const to = next[attempt.state as keyof typeof next]
          await inTransaction(worker(), async (tx) => {
            await moveAttempt(tx, attempt, to)
            await moveJob(tx, { id: jobId, state: job.state }, to === 'SUBMITTED' ? 'VERIFYING' : to)
          })
          attempt.state = to
          job.state = to === 'SUBMITTED' ? 'VERIFYING' : to
          if (to === 'SUBMITTED') attempt.held = null
        },
        async missesDeadline() {
          const running = attempts('ASSIGNED', 'EXECUTING')
          if (running.length === 0) return
          const [jobId, job, attempt] = pick(running)
          await inTransaction(worker(), async (tx) => {
            await moveAttempt(tx, attempt, 'TIMED_OUT')
            await requeueJob(tx, { id: jobId, state: job.state }, 'search-queue')
          })
          Object.assign(attempt, { state: 'TIMED_OUT', held: null })
          Object.assign(job, { state: 'QUEUED', nodeId: null })
        },
        async newJob() {
          const job = await makeJob(worker().fork(), { state: 'QUEUED', units: 1 + random(3) })
          model.jobs.set(job.id, { units: job.units, state: 'QUEUED', nodeId: null, attempts: [] })
        },
        async nodeGoesAndComes() {
          const id = pick(nodeIds)
          const node = model.nodes.get(id)
          if (!node) return
          node.online = !node.online || random(2) === 0
          await em.execute('update node set online = ? where id = ?', [node.online, id])
        },
        async crashWhileOffering() {
          const jobId = pick([...model.jobs.keys()])
          const candidates = nodeIds.map((nodeId) => ({ nodeId, rate: RATE.toString(), score: '{}' }))
          const request = [{ jobId, wanted: 2, seconds: GOOD_FOR, candidates }]
          await crashes((tx) =>
            tx.execute('select * from offer_jobs(?::jsonb, ?, ?)', [JSON.stringify(request), 'timeout-queue', 'test']),
          )
        },
        async crashWhileAccepting() {
          if (attempts('OFFERED').length === 0) return
          const [jobId, , attempt] = pick(attempts('OFFERED'))
          await crashes((tx) => acceptOffer(tx, { id: attempt.id, jobId }, accepting))
        },
        async crashWhileEnding() {
          if (attempts('OFFERED').length === 0) return
          const [jobId, , attempt] = pick(attempts('OFFERED'))
          await crashes((tx) => endOffer(tx, { id: attempt.id, jobId }, declining))
        },
      }
      const weighted = Object.keys(steps).flatMap((name) =>
        Array<string>(name === 'offer' ? 5 : name === 'accept' ? 3 : 1).fill(name),
      )
      const done: string[] = []
      for (let step = 0; step < STEPS; step++) {
        const name = pick(weighted)
        done.push(name)
        await steps[name]?.()
        expect({ done, ...(await stateOf(em)) }).toEqual({ done, ...expectedState(model) })
      }
      expect(new Set(done).size).toBeGreaterThan(8)
    },
    120_000,
  )
})

async function stateOf(em: EntityManager) {
  const [jobs, attempts, reservations, over] = await Promise.all([
    em.fork().find(Job, {}, { fields: ['id', 'state', 'nodeId'] }),
    em.fork().find(Attempt, {}, { fields: ['id', 'jobId', 'nodeId', 'state'] }),
    em
      .fork()
      .execute<{ attempt_id: string; node_id: string; quantity: number; forever: boolean }[]>(
        'select attempt_id, node_id, quantity, expires_at is null as forever from reservation',
      ),
    em
      .fork()
      .execute<{ id: string }[]>(
        'select n.id from node n where n.units < (select sum(quantity) from reservation r where r.node_id = n.id)',
      ),
  ])
  return {
    jobs: jobs.map(({ id, state, nodeId }) => [id, state, nodeId ?? null].join()).sort(),
    attempts: attempts.map(({ id, jobId, nodeId, state }) => [id, jobId, nodeId, state].join()).sort(),
    held: reservations.map((one) => [one.attempt_id, one.node_id, one.quantity, one.forever].join()).sort(),
    over,
  }
}

function expectedState(model: Model) {
  const all = [...model.jobs].flatMap(([jobId, job]) => job.attempts.map((attempt) => ({ jobId, ...attempt })))
  return {
    jobs: [...model.jobs].map(([id, { state, nodeId }]) => [id, state, nodeId].join()).sort(),
    attempts: all.map(({ id, jobId, nodeId, state }) => [id, jobId, nodeId, state].join()).sort(),
    held: all
      .filter(({ held }) => held !== null)
      .map(({ id, nodeId, held, state }) => [id, nodeId, held, state !== 'OFFERED'].join())
      .sort(),
    over: [],
  }
}
