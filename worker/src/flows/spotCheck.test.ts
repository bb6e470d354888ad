import { randomUUID } from 'node:crypto'
import type { JobSpec } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { createFileGrants } from '@aiigo/service'
import {
  Attempt,
  CheckRun,
  checksToLookAt,
  countOpenChecks,
  Event,
  Evidence,
  inTransaction,
  Job,
  Node,
  NodeFailure,
  nodesToReview,
  Outbox,
  Reservation,
  ResultCheck,
  refuseCheckRun,
} from '@aiigo/storage'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { deadlineSweep } from '../queues/deadlineSweep.js'
import { spotCheck } from '../queues/spotCheck.js'
import { verify } from '../queues/verify.js'
import type { World } from '../testing/createWorld.js'
import { outboxOf } from '../testing/outboxOf.js'
import { type Flow, startFlow } from '../testing/startFlow.js'
import { createBlobReader } from '../verification/createBlobReader.js'

const ALWAYS = { mode: 'SPOT_CHECK', shareBps: 10_000 } as const

let flow: Flow
let world: World
/** Of the community: it gets the jobs. */
let worker: string
/** Of the platform. */
let owned: string[]

beforeAll(async () => {
  flow = await startFlow([10, 11, 12])
  world = flow.world
  const [first, ...rest] = flow.nodes.map(({ id }) => id as string)
  worker = first as string
  owned = rest
}, 240_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

afterEach(async () => {
  await em().nativeDelete(NodeFailure, {})
  await em().nativeUpdate(ResultCheck, {}, { proven: false })
})

const em = () => world.storage.fork()
const setTiers = (tier: 'OWNED' | 'COMMUNITY') => em().nativeUpdate(Node, { id: { $in: owned } }, { tier })

interface Delivery {
  said?: string
  /** Of the manifest's fields. */
  changes?: Record<string, unknown>
  /** The provider takes it to the chain itself: the result that it handed in, or another one, by its hash. */
  toChain?: boolean | Hex
  /** It hands in nothing before. */
  unseen?: boolean
}

/** A job whose result is on chain, of the first node; the others belong to the platform, or are away. */
async function delivered(
  verification: JobSpec['verification'],
  platformNodes = owned.length,
  { said = 'printed', changes = {}, toChain = false, unseen = false }: Delivery = {},
) {
  await em().nativeUpdate(Node, { id: { $in: owned } }, { online: false })
  const { job, attempt, node } = await flow.assigned({ windowSeconds: 3_600, verification })
  expect(node.id).toBe(worker)
  await setTiers('OWNED')
  await em().nativeUpdate(Node, { id: { $in: owned.slice(0, platformNodes) } }, { online: true })
  const resultHash: Hex = unseen ? `0x${'1'.repeat(64)}` : await world.delivers(attempt, node, { says: said, changes })
  if (toChain) {
    await world.submitsToChain(attempt, node, { usage: 2n, resultHash: toChain === true ? resultHash : toChain })
    await syncJob(world.deps, job.id)
  } else await verify(world.deps, { offerId: attempt.id })
  expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING' })
  const look = () => spotCheck(world.deps, { offerId: attempt.id })
  const check = () => em().findOne(ResultCheck, { attemptId: attempt.id })
  const runs = () => em().find(CheckRun, { attemptId: attempt.id }, { orderBy: { assignedAt: 'asc' } })
  const openRun = async () => {
    const run = (await runs()).find(({ state }) => state === 'ASSIGNED')
    if (!run) throw new Error(`expected an open run, got ${(await runs()).map(({ state }) => state)}`)
    return run
  }
  const told = async () =>
    (await em().find(Event, { topic: `job:${job.id}` }, { orderBy: { seq: 'desc' } })).map(
      ({ data }) => (data as { reason: string | null }).reason,
    )
  return { job, attempt, node, resultHash, look, check, runs, openRun, told }
}

const points = async (): Promise<number> => Number((await em().findOne(NodeFailure, { nodeId: worker }))?.points ?? 0)

async function isReviewed(): Promise<boolean> {
  const reviews = await nodesToReview(em(), [], 10)
  return reviews.some(({ node, reason }) => node.id === worker && reason === 'RESULT_DIFFERED')
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`expected that ${what} within a minute`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('a result that is drawn', () => {
  it('is run again by a platform node, whose units it holds meanwhile, and matches', async () => {
    const { attempt, look, check, runs, openRun, told } = await delivered(ALWAYS)
    expect(await outboxOf(world.storage, queues.spotCheck)).toContainEqual({ offerId: attempt.id })
    await look()
    await look()
    expect(await runs()).toHaveLength(1)
    const run = await openRun()
    expect(owned).toContain(run.nodeId)
    expect(await em().find(Reservation, { checkRunId: run.id })).toMatchObject([{ nodeId: run.nodeId, quantity: 2 }])
    const [event] = await em().find(Event, { topic: `offers:${run.nodeId}` }, { orderBy: { seq: 'desc' } })
    expect(event?.data).toMatchObject({ kind: 'CHECK', offerId: run.id })

    expect(await world.reports(run)).toBe('RECORDED')
    expect(await world.reports(run)).toBe('KNOWN')
    expect(await em().count(Reservation, { checkRunId: run.id })).toBe(0)
    await look()
    expect(await check()).toMatchObject({ state: 'MATCHED', reason: null, lookAt: null })
    expect(await told()).toContain('a platform node ran the job again and got the same result')
    // Late and repeated messages change nothing.
    const before = [await check(), await runs()]
    await look()
    expect([await check(), await runs()]).toEqual(before)
    expect(await points()).toBe(0)
  }, 120_000)

  it('is told to be wrong when two platform nodes get something else, and costs its node points', async () => {
    const { look, check, runs, openRun, told } = await delivered(ALWAYS, 2, { said: 'forged' })
    await look()
    const first = await openRun()
    await world.reports(first)
    await look()
    // One node may be broken: nothing is said before a second one has run it.
    expect(await check()).toMatchObject({ state: 'ASSIGNED' })
    expect(await points()).toBe(0)
    const second = await openRun()
    expect(second.nodeId).not.toBe(first.nodeId)
    await world.reports(second)
    await look()
    expect(await check()).toMatchObject({ state: 'DIFFERED', reason: 'another text on stdout' })
    expect((await runs()).map(({ state }) => state)).toEqual(['DIFFERED', 'DIFFERED'])
    const [words] = await told()
    expect(words).toMatch(
      /^2 platform nodes ran the job again and got another result: another text on stdout; you can dispute/,
    )
    expect(await points()).toBeGreaterThan(3.9)
    expect(await isReviewed()).toBe(true)
  }, 120_000)

  it('is not run again when its buyer had the run stopped, and is wrong when nobody asked for that', async () => {
    const changes = { outcome: 'STOPPED', exitCode: 143 }
    const asked = await delivered(ALWAYS, 2, { toChain: true, changes })
    await em().nativeUpdate(Job, { id: asked.job.id }, { stopRequestedAt: new Date() })
    await asked.look()
    expect(await asked.check()).toMatchObject({
      state: 'SKIPPED',
      reason: 'the buyer had the run stopped',
      lookAt: null,
    })
    expect(await asked.runs()).toEqual([])
    expect(await points()).toBe(0)
    const unasked = await delivered(ALWAYS, 2, { toChain: true, changes })
    await unasked.look()
    expect(await unasked.check()).toMatchObject({
      state: 'DIFFERED',
      reason: expect.stringContaining('did not ask for'),
    })
    expect(await unasked.runs()).toEqual([])
    expect(await points()).toBeGreaterThan(1.9)
  }, 120_000)

  it('matches when the second platform node gets the same: the first one is broken', async () => {
    const { look, check, openRun, runs } = await delivered(ALWAYS)
    await look()
    await world.reports(await openRun(), { content: 'a broken disk' })
    await look()
    await world.reports(await openRun())
    await look()
    expect(await check()).toMatchObject({ state: 'MATCHED' })
    expect((await runs()).map(({ state, reason }) => [state, reason ?? null])).toEqual([
      ['DIFFERED', 'another content of out.txt'],
      ['MATCHED', null],
    ])
    expect(await points()).toBe(0)
  }, 120_000)

  it('is told by one platform node where there is no second one, which costs the node nothing', async () => {
    const { look, check, openRun, told } = await delivered(ALWAYS, 1, { said: 'forged' })
    await look()
    await world.reports(await openRun())
    await look()
    expect(await check()).toMatchObject({ state: 'DIFFERED', reason: 'another text on stdout', proven: false })
    expect((await told())[0]).toMatch(
      /^a platform node ran .*: another text on stdout; no second one could confirm it;/,
    )
    expect(await points()).toBe(0)
    expect(await isReviewed()).toBe(false)
  }, 120_000)

  it('proves nothing when the two platform nodes differ from each other, too', async () => {
    const { look, check, openRun, runs } = await delivered(ALWAYS, 2, { said: 'one number' })
    await look()
    await world.reports(await openRun(), { says: 'another number' })
    await look()
    await world.reports(await openRun(), { says: 'a third number' })
    await look()
    expect(await check()).toMatchObject({ state: 'SKIPPED', reason: expect.stringMatching(/same bytes twice/) })
    expect((await runs()).map(({ state }) => state)).toEqual(['DIFFERED', 'DIFFERED'])
    expect(await points()).toBe(0)
    expect(await isReviewed()).toBe(false)
  }, 120_000)

  it('takes a report that is committed while the worker closes its run', async () => {
    const { look, check, openRun } = await delivered(ALWAYS, 1)
    await look()
    const run = await openRun()
    await em().nativeUpdate(Node, { id: run.nodeId }, { online: false })
    let looking: Promise<void> | undefined
    const recorded = await world.reports(run, {
      async meanwhile() {
        looking = look()
        await until('the worker waits for the row', async () => {
          const [row] = await em().execute<{ count: string }[]>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          )
          return Number(row?.count) > 0
        })
      },
    })
    expect(recorded).toBe('RECORDED')
    await looking
    await look()
    expect(await check()).toMatchObject({ state: 'MATCHED' })
  }, 120_000)

  it('goes to another node when the first one vanishes or refuses, and is skipped when none is left', async () => {
    const { look, check, runs, openRun, told } = await delivered(ALWAYS)
    await look()
    const first = await openRun()
    await em().nativeUpdate(Node, { id: first.nodeId }, { online: false })
    await look()
    const second = await openRun()
    expect(second.nodeId).not.toBe(first.nodeId)
    // A report of the first one comes too late.
    expect(await world.reports(first)).toBe('CLOSED')
    await inTransaction(world.storage, (tx) => refuseCheckRun(tx, second.id, 'no memory'))
    await look()
    expect(await check()).toMatchObject({ state: 'SKIPPED', reason: 'no platform node could run the job' })
    expect((await runs()).map(({ state, reason }) => [state, reason])).toEqual([
      ['FAILED', 'the node went offline'],
      ['FAILED', 'no memory'],
    ])
    expect((await told())[0]).toMatch(/^the result was not checked/)
    expect(await em().count(Reservation, { checkRunId: { $ne: null } })).toBe(0)
  }, 120_000)

  it('waits for a node whose units are taken, found by the sweep, and is skipped when the job ends before', async () => {
    const { job, attempt, resultHash, look, check, runs } = await delivered(ALWAYS, 1)
    const [busy] = owned
    const held = { checkRunId: null, attemptId: attempt.id, nodeId: busy as string, quantity: 2 }
    await em().insert(Reservation, held)
    await look()
    expect(await check()).toMatchObject({ state: 'PENDING' })
    expect(await runs()).toEqual([])
    await em().nativeUpdate(ResultCheck, { attemptId: attempt.id }, { lookAt: new Date(0) })
    world.sent.length = 0
    await deadlineSweep(world.deps)
    expect(world.sent.filter(({ queue }) => queue === queues.spotCheck.name)).toMatchObject([
      { payload: { offerId: attempt.id } },
    ])
    await em().nativeDelete(Reservation, { attemptId: attempt.id })
    await world.approves(await world.job(job.id), resultHash)
    await advanceJob(world.deps, job.id)
    await look()
    expect(await check()).toMatchObject({ state: 'SKIPPED', reason: 'the job ended before the check did' })
  }, 120_000)

  it('says nothing when a limit stopped one of the two', async () => {
    const { look, check, openRun } = await delivered(ALWAYS)
    await look()
    await world.reports(await openRun(), { outcome: 'TIME_LIMIT' })
    await look()
    expect(await check()).toMatchObject({ state: 'SKIPPED' })
    expect(await points()).toBe(0)
  }, 120_000)
})

describe('a drawn result that its provider keeps from being checked', () => {
  const OTHER = `0x${'1'.repeat(64)}` as const

  it.each<[string, Delivery, RegExp]>([
    ['without what was printed', { changes: { printed: undefined } }, /expected a manifest with outcome.* printed/],
    ['stopped by a limit, with exit code 0', { changes: { outcome: 'TIME_LIMIT' } }, /exit code 124 .*got 0/],
    ['stopped by its own node', { changes: { outcome: 'KILLED' } }, /got KILLED/],
    ['other than the one handed in', { toChain: OTHER }, /another result to the chain than/],
    ['never handed in', { unseen: true }, /handed none in/],
  ])(
    'counts as wrong: %s',
    async (_, delivery, words) => {
      const made = await delivered(ALWAYS, 2, { toChain: true, ...delivery })
      await made.look()
      expect(await made.check()).toMatchObject({
        ...{ state: 'DIFFERED', proven: true, lookAt: null, reason: expect.stringMatching(words) },
      })
      expect((await made.told())[0]).toMatch(/^the result cannot be checked: .*; you can dispute the result until 20/)
      expect(await made.runs()).toEqual([])
      expect(await points()).toBeGreaterThan(3.9)
      expect(await isReviewed()).toBe(true)
    },
    120_000,
  )

  it.each([
    ['other bytes than it signed', new TextEncoder().encode('{}'), /the stored manifest has the hash 0x44136f/],
    ['too large a file', new Uint8Array(1_048_577), /more than 1048576 bytes/],
  ])(
    'counts as wrong: it stores %s',
    async (_, bytes, words) => {
      const { look, check, job } = await delivered(ALWAYS, 2)
      world.blobs.set((await world.job(job.id)).result?.manifestCid as string, bytes)
      await look()
      expect(await check()).toMatchObject({ state: 'DIFFERED', proven: true, reason: expect.stringMatching(words) })
    },
    120_000,
  )

  it('is looked at less and less often while its manifest is missing, and counts as wrong in the end', async () => {
    const { attempt, look, check, job } = await delivered(ALWAYS, 1)
    const cid = (await world.job(job.id)).result?.manifestCid as string
    const manifest = world.blobs.get(cid) as Uint8Array
    world.blobs.delete(cid)
    const waits = async (agoMs: number): Promise<number> => {
      await em().nativeUpdate(ResultCheck, { attemptId: attempt.id }, { createdAt: new Date(Date.now() - agoMs) })
      const before = Date.now()
      await look()
      const found = await check()
      expect(found).toMatchObject({ state: 'PENDING' })
      return (found?.lookAt?.getTime() ?? 0) - before
    }
    await look()
    expect(await waits(0)).toBeGreaterThanOrEqual(5_000)
    expect(await waits(20_000)).toBeGreaterThanOrEqual(20_000)
    expect(await waits(600_000)).toBeGreaterThanOrEqual(60_000)
    // The sweep passes over it meanwhile.
    expect(await checksToLookAt(em())).not.toContain(attempt.id)
    // Back again, it is checked as ever.
    world.blobs.set(cid, manifest)
    await look()
    expect(await check()).toMatchObject({ state: 'ASSIGNED' })
    world.blobs.delete(cid)
    const past = { dueAt: new Date(Date.now() - 1), createdAt: new Date(0) }
    await em().nativeUpdate(ResultCheck, { attemptId: attempt.id }, past)
    // A store that does not answer is not the provider's.
    const away = createBlobReader({
      url: 'http://127.0.0.1:9',
      grants: createFileGrants('a'.repeat(48)),
      keepSeconds: 60,
    })
    await spotCheck({ ...world.deps, blobs: away }, { offerId: attempt.id })
    expect(await check()).toMatchObject({ state: 'SKIPPED', reason: 'the blob store does not answer' })
    expect(await em().count(Reservation, { checkRunId: { $ne: null } })).toBe(0)
    await em().nativeUpdate(ResultCheck, { attemptId: attempt.id }, { state: 'PENDING', lookAt: new Date(0) })
    await look()
    expect(await check()).toMatchObject({ state: 'DIFFERED', reason: 'its provider does not keep the manifest' })
    expect(await points()).toBeGreaterThan(3.9)
  }, 120_000)

  it('is looked at no more once its job has ended, although its manifest is gone', async () => {
    const { job, attempt, resultHash, look, check } = await delivered(ALWAYS, 1)
    await look()
    await world.approves(await world.job(job.id), resultHash)
    await advanceJob(world.deps, job.id)
    world.blobs.delete((await world.job(job.id)).result?.manifestCid as string)
    await look()
    expect(await check()).toMatchObject({ state: 'SKIPPED', lookAt: null })
    expect(await em().count(CheckRun, { attemptId: attempt.id, state: 'ASSIGNED' })).toBe(0)
    expect(await points()).toBe(0)
  }, 120_000)
})

describe('a buyer', () => {
  it('has twenty checks that go on at a time; a draw beyond them is skipped', async () => {
    const others: string[] = []
    const of = await delivered(ALWAYS, 0)
    await of.look()
    expect(await of.check()).toMatchObject({ state: 'SKIPPED', reason: 'no platform node could run the job' })
    const open = await countOpenChecks(em(), of.job.buyer)
    for (let index = open; index < 20; index++) {
      const attemptId = randomUUID()
      const { jobId, taskId, nodeId, provider, rate, score, offeredAt, expiresAt } = of.attempt
      await em().insert(Attempt, {
        ...{ id: attemptId, jobId, taskId, nodeId, provider, rate, score, offeredAt, expiresAt },
        ...{ state: 'WITHDRAWN', reasonCode: 'ANOTHER_ACCEPTED', endedAt: new Date() },
      })
      const soon = new Date(Date.now() + 3_600_000)
      await em().insert(ResultCheck, {
        ...{ attemptId, jobId: of.job.id, nodeId: worker, state: 'PENDING', cause: 'DRAWN', dueAt: soon, lookAt: soon },
      })
      others.push(attemptId)
    }
    const next = await delivered(ALWAYS, 1)
    await next.look()
    expect(await next.check()).toMatchObject({
      ...{ state: 'SKIPPED', lookAt: null, reason: "20 checks of the buyer's results go on already" },
    })
    expect(await next.runs()).toEqual([])
    await em().nativeDelete(ResultCheck, { attemptId: { $in: others.slice(0, 1) } })
    const last = await delivered(ALWAYS, 1)
    await last.look()
    await world.reports(await last.openRun())
    await last.look()
    expect(await last.check()).toMatchObject({ state: 'MATCHED' })
    await em().nativeDelete(ResultCheck, { attemptId: { $in: others } })
  }, 240_000)
})

describe('a result that is not drawn', () => {
  it('is left out by its share, and not asked for without one', async () => {
    const none = await delivered({ mode: 'NONE' })
    await none.look()
    expect(await none.check()).toBeNull()
    const never = { ...world.deps, settings: { ...world.deps.settings, checkSecret: 'x' } }
    const rare = await delivered({ mode: 'SPOT_CHECK', shareBps: 1 })
    await spotCheck(never, { offerId: rare.attempt.id })
    expect(await rare.check()).toMatchObject({ state: 'NOT_DRAWN', lookAt: null })
    expect(await rare.runs()).toEqual([])
  }, 120_000)

  it('is run again for its dispute, and the report is evidence that the panel gets once', async () => {
    const { job, attempt, look, check, openRun } = await delivered({ mode: 'NONE' }, 1, { said: 'forged' })
    await em().nativeDelete(Outbox, {})
    await world.disputes(await world.job(job.id))
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'DISPUTED' })
    expect(await outboxOf(world.storage, queues.spotCheck)).toContainEqual({ offerId: attempt.id })
    await look()
    expect(await check()).toMatchObject({ state: 'ASSIGNED', cause: 'DISPUTE' })
    const run = await openRun()
    await world.reports(run)
    await look()
    await look()
    expect(await check()).toMatchObject({ state: 'DIFFERED' })
    const evidence = await em().find(Evidence, { jobId: job.id })
    expect(evidence).toMatchObject([
      { side: 'PLATFORM', author: run.provider, files: [{ name: 're-run.json', cid: `blob-${run.id}` }] },
    ])
    expect(evidence[0]?.text).toMatch(/It differs: another text on stdout/)
    // The job promised no determinism, so a difference is no proof against its node.
    expect(evidence[0]?.text).toMatch(/a difference alone proves nothing/)
    expect(await points()).toBe(0)
  }, 120_000)
})
