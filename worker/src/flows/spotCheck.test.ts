import type { JobSpec } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import {
  CheckRun,
  Event,
  Evidence,
  inTransaction,
  Node,
  NodeFailure,
  nodesToReview,
  Outbox,
  Reservation,
  ResultCheck,
  refuseCheckRun,
} from '@aiigo/storage'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { deadlineSweep } from '../queues/deadlineSweep.js'
import { spotCheck } from '../queues/spotCheck.js'
import { verify } from '../queues/verify.js'
import type { World } from '../testing/createWorld.js'
import { outboxOf } from '../testing/outboxOf.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

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

afterEach(() => world.storage.fork().nativeDelete(NodeFailure, {}))

const em = () => world.storage.fork()
const setTiers = (tier: 'OWNED' | 'COMMUNITY') => em().nativeUpdate(Node, { id: { $in: owned } }, { tier })

/** A job whose result is on chain, of the first node; the others belong to the platform, or are away. */
async function delivered(verification: JobSpec['verification'], platformNodes = owned.length, said = 'printed') {
  await em().nativeUpdate(Node, { id: { $in: owned } }, { online: false })
  const { job, attempt, node } = await flow.assigned({ windowSeconds: 3_600, verification })
  expect(node.id).toBe(worker)
  await setTiers('OWNED')
  await em().nativeUpdate(Node, { id: { $in: owned.slice(0, platformNodes) } }, { online: true })
  const resultHash = await world.delivers(attempt, node, { says: said })
  await verify(world.deps, { offerId: attempt.id })
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
    const { look, check, runs, openRun, told } = await delivered(ALWAYS, 2, 'forged')
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
    const reviews = await nodesToReview(em(), [], 10)
    expect(reviews.find(({ node }) => node.id === worker)?.reason).toBe('RESULT_DIFFERED')
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

  it('counts by one platform node where there is no second one', async () => {
    const { look, check, openRun } = await delivered(ALWAYS, 1, 'forged')
    await look()
    await world.reports(await openRun())
    await look()
    expect(await check()).toMatchObject({ state: 'DIFFERED' })
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
    const { job, attempt, look, check, openRun } = await delivered({ mode: 'NONE' }, 1, 'forged')
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
