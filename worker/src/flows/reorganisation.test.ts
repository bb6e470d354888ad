import { Attempt, Job, jobsToAdvance, NodeFailure, Outbox, readEvents } from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { watchProvisional } from '../loops/watchProvisional.js'
import { advance } from '../queues/advance.js'
import { assign } from '../queues/assign.js'
import { verify } from '../queues/verify.js'
import type { World } from '../testing/createWorld.js'
import { type Flow, startFlow } from '../testing/startFlow.js'
import { workOff } from '../testing/workOff.js'

let flow: Flow
let world: World

beforeAll(async () => {
  flow = await startFlow()
  world = flow.world
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

beforeEach(async () => {
  await world.storage.fork().nativeDelete(Outbox, {})
})

const em = () => world.storage.fork()
const head = () => world.marketplace.head()
const taskOf = async (job: { taskId: string }) => (await world.marketplace.task(job.taskId as Hex)).state
const failures = () => world.storage.fork().count(NodeFailure, {})

/** The steps of the reconcile loop, and then of the queues. */
async function repairs(): Promise<void> {
  await world.deps.writer.reconcile(0)
  await watchProvisional(world.deps)
  await workOff(world.deps)
}

/** Delivers, and waits until the job is paid on chain. */
async function isPaidInTheEnd(jobId: string, attemptId: string): Promise<void> {
  await verify(world.deps, { offerId: attemptId })
  await world.passes(6)
  await advanceJob(world.deps, jobId)
  const job = await world.job(jobId)
  expect([job.state, await taskOf(job)]).toEqual(['PAID', 'SETTLED'])
}

describe('a reorganisation', () => {
  it('that takes out an assignment costs the running node nothing: it is assigned again, and paid', async () => {
    const { job, offer } = await flow.offered()
    const before = await head()
    const node = flow.nodeOf(offer.nodeId)
    await world.accepts(offer, node)
    await assign(world.deps, { offerId: offer.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', attempts: 1 })

    await world.rewinds(before)
    expect(await taskOf(job)).toBe('FUNDED')
    await world.passes(3)
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', attempts: 1, nodeId: node.id })
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('ASSIGNED')
    const { since } = await world.marketplace.task(job.taskId as Hex)
    expect((await world.job(job.id)).dueAt).toEqual(new Date(since.getTime() + job.workSeconds * 1000))

    const [attempt] = await world.attempts(job.id)
    if (!attempt) throw new Error('expected an attempt')
    await world.passes(2)
    await world.delivers(attempt, node)
    await isPaidInTheEnd(job.id, attempt.id)
    expect(await world.attempts(job.id)).toMatchObject([{ number: 1, state: 'SUCCEEDED' }])
    expect(await failures()).toBe(0)
  }, 60_000)

  it('that takes the deposit out under a running job is told at once, and the job goes on when it is back', async () => {
    const before = await head()
    const { job, attempt, node } = await flow.assigned()
    await world.rewinds(before)
    expect(await taskOf(job)).toBe('NONE')
    await repairs()
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', reasonCode: 'DEPOSIT_GONE' })
    const told = async () => (await readEvents(world.storage.fork(), `job:${job.id}`, 0, 100)).at(-1)?.data
    expect(await told()).toMatchObject({ state: 'ASSIGNED', reason: expect.stringContaining('took the deposit out') })
    // Once, however often it is looked at.
    const events = await readEvents(world.storage.fork(), `job:${job.id}`, 0, 100)
    await advanceJob(world.deps, job.id)
    expect(await readEvents(world.storage.fork(), `job:${job.id}`, 0, 100)).toHaveLength(events.length)

    await world.fund(job)
    await syncJob(world.deps, job.id)
    expect(await told()).toMatchObject({ reason: expect.stringContaining('has the deposit again') })
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('ASSIGNED')
    await world.passes(2)
    await world.delivers(attempt, node)
    await isPaidInTheEnd(job.id, attempt.id)
    expect((await world.job(job.id)).reasonCode).toBeNull()
    expect(await failures()).toBe(0)
  }, 60_000)

  it('that puts the deposit behind the cancellation, and so refuses it, ends the job without a refund', async () => {
    const before = await head()
    const { job, offer } = await flow.offered()
    await world.accepts(offer, flow.nodeOf(offer.nodeId))
    await world.rewinds(before)
    await world.cancel(job)
    expect(await taskOf(job)).toBe('CANCELLED')
    // The deposit may be on its way to the index for as long as the chain could take it.
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'MATCHED' })
    await world.passes(200)
    await advanceJob(world.deps, job.id)
    const ended = { state: 'CANCELLED', reasonCode: 'CANCELLED_BY_BUYER', refunded: false }
    expect(await world.job(job.id)).toMatchObject(ended)
    expect(await world.attempts(job.id)).toMatchObject([{ state: 'WITHDRAWN' }])
    await repairs()
    expect(await world.job(job.id)).toMatchObject(ended)
    expect(await failures()).toBe(0)
  }, 60_000)

  it('that takes a refund out is answered by another refund', async () => {
    const job = await world.submitJob({ assignSeconds: 100 })
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await world.passes(102)
    const [before, balance] = [await head(), await world.claimable(world.buyer.address)]
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'TIMED_OUT', refunded: true, final: false })

    await world.rewinds(before)
    await world.chain.control.mine({ blocks: 2 })
    expect([await taskOf(job), await world.claimable(world.buyer.address)]).toEqual(['FUNDED', balance])
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ refunded: false, endedBlock: null })
    await repairs()
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('EXPIRED')
    expect(await world.job(job.id)).toMatchObject({ state: 'TIMED_OUT', refunded: true })
    expect((await world.claimable(world.buyer.address)) - balance).toBe(job.budget)
  }, 60_000)

  it('that takes a result out is no missed deadline: the result is relayed again', async () => {
    const { job, attempt, node } = await flow.assigned()
    await world.delivers(attempt, node)
    const before = await head()
    await verify(world.deps, { offerId: attempt.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', settleAfter: expect.any(Date) })

    await world.rewinds(before)
    expect(await taskOf(job)).toBe('ASSIGNED')
    // The last moment that the contract allows.
    const { dueAt } = await world.job(job.id)
    await world.chain.control.increaseTime({
      seconds: Math.floor(((dueAt?.getTime() ?? 0) - (await world.marketplace.now()).getTime()) / 1000) - 3,
    })
    await advanceJob(world.deps, job.id)
    await workOff(world.deps)
    expect(await taskOf(job)).toBe('SUBMITTED')
    expect((await world.attempts(job.id))[0]?.state).toBe('SUBMITTED')
    await isPaidInTheEnd(job.id, attempt.id)
    expect(await failures()).toBe(0)
  }, 60_000)

  it('that takes deposit and refund of a failed job out leaves nothing to look for', async () => {
    const before = await head()
    const { job, attempt, node } = await flow.assigned({ assignSeconds: 100 })
    await world.rewinds(before)
    const failed = { state: 'FAILED', refunded: true, endedBlock: before, reasonCode: 'RETRIES_SPENT' } as const
    await em().nativeUpdate(Job, { id: job.id }, failed)
    await em().nativeUpdate(Attempt, { id: attempt.id }, { state: 'TIMED_OUT', endedAt: new Date() })
    expect([await taskOf(job), node.id]).toEqual(['NONE', attempt.nodeId])
    await repairs()
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', refunded: false })
    await world.passes(300)
    const isDue = async () =>
      (await jobsToAdvance(em(), await world.marketplace.now(), 500)).some(({ jobId }) => jobId === job.id)
    expect(await isDue()).toBe(true)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', refunded: false, reasonCode: 'NOT_FUNDED' })
    expect(await isDue()).toBe(false)
  }, 60_000)
})

describe('a settlement of ours that the chain loses before the job is PAID', () => {
  it('is no end of the job any more: the next one is noted in its place', async () => {
    const { job, attempt, node } = await flow.assigned()
    // As chain-sync does: the record has the terms of the deposit then.
    const indexed = (await world.deps.tasks.find(job.taskId)) ?? undefined
    await syncJob(world.deps, job.id, { head: await head(), indexed })
    const hash = await world.delivers(attempt, node)
    await verify(world.deps, { offerId: attempt.id })
    const delivered = await head()
    await world.approves(await world.job(job.id), hash)
    await advance(world.deps, { jobId: job.id, cause: 'APPROVED' })
    const noted = await world.job(job.id)
    expect([noted.state, await taskOf(job)]).toEqual(['VERIFYING', 'SETTLED'])
    expect(noted.endTransaction).toMatch(/^0x[0-9a-f]{64}$/)

    await world.rewinds(delivered)
    await world.chain.control.mine({ blocks: 2 })
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', endedBlock: null, endTransaction: null })
    await advance(world.deps, { jobId: job.id, cause: 'CHAIN_CHANGED' })
    expect(await taskOf(job)).toBe('SETTLED')
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID' })
  }, 60_000)
})

describe('a hard stop of the chain', () => {
  it('that loses the blocks of a paid job has it paid again', async () => {
    const { job, offer } = await flow.offered()
    await world.chain.saves()
    const saved = await head()
    const node = flow.nodeOf(offer.nodeId)
    await world.accepts(offer, node)
    await assign(world.deps, { offerId: offer.id })
    const [attempt] = await world.attempts(job.id)
    if (!attempt) throw new Error('expected an attempt')
    const before = await world.claimable(node.provider.address)
    await world.passes(2)
    await world.delivers(attempt, node)
    await isPaidInTheEnd(job.id, attempt.id)
    const earned = (await world.claimable(node.provider.address)) - before

    await world.chain.crashes()
    expect([await head(), await taskOf(job), await world.claimable(node.provider.address)]).toEqual([
      saved,
      'FUNDED',
      before,
    ])
    // Other people's transactions: the chain is longer than it was.
    await world.chain.control.mine({ blocks: 12 })
    await repairs()
    await world.passes(2)
    await repairs()
    await world.passes(6)
    await advanceJob(world.deps, job.id)
    await workOff(world.deps)
    await world.passes(6)
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('SETTLED')
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID' })
    expect((await world.claimable(node.provider.address)) - before).toBe(earned)
    expect(await world.attempts(job.id)).toMatchObject([{ number: 1, state: 'SUCCEEDED' }])
    expect(await failures()).toBe(0)
  }, 90_000)
})
