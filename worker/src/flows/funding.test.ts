import { inTransaction, moveJob } from '@aiigo/storage'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { deadlineSweep } from '../queues/deadlineSweep.js'
import { match } from '../queues/match.js'
import type { World } from '../testing/createWorld.js'
import { type Flow, startFlow } from '../testing/startFlow.js'
import { swept } from '../testing/swept.js'

let flow: Flow
let world: World

beforeAll(async () => {
  flow = await startFlow()
  world = flow.world
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

describe('the deposit of a job', () => {
  it('ends without funds, but not when they came in the last second', async () => {
    const [poor, late] = [await world.submitJob(), await world.submitJob()]
    await world.fund(late)
    await world.passes(63)
    await advanceJob(world.deps, poor.id)
    await advanceJob(world.deps, late.id)
    expect(await world.job(poor.id)).toMatchObject({ state: 'TIMED_OUT', reasonCode: 'NOT_FUNDED' })
    expect((await world.job(late.id)).state).toBe('QUEUED')
    await world.cancel(late)
    await syncJob(world.deps, late.id)
  }, 30_000)

  it('is not called refunded when it was never funded, and returns a deposit that comes late', async () => {
    const job = await world.submitJob({ assignSeconds: 100 })
    const late = new Date(job.fundBy.getTime() + 5_000)
    const ahead = { ...world.deps, marketplace: { ...world.marketplace, now: async () => late } }
    // The delayed message and the sweep, at once and again.
    await Promise.all([advanceJob(ahead, job.id), advanceJob(ahead, job.id)])
    await advanceJob(ahead, job.id)
    const ended = { state: 'TIMED_OUT', reasonCode: 'NOT_FUNDED', refunded: false }
    expect(await world.job(job.id)).toMatchObject(ended)
    await world.fund(job)
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ ...ended, reasonCode: 'FUNDED_LATE' })
    await world.passes(102)
    const before = await world.claimable(world.buyer.address)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'TIMED_OUT', refunded: true })
    expect((await world.claimable(world.buyer.address)) - before).toBe(job.budget)
  }, 60_000)

  it('ends when its buyer cancels the request without a deposit, of which the subgraph has no task', async () => {
    const job = await world.submitJob({ assignSeconds: 100 })
    await world.cancel(job)
    await world.passes(63)
    await advanceJob(world.deps, job.id)
    const ended = { state: 'CANCELLED', reasonCode: 'CANCELLED_BY_BUYER', refunded: false }
    expect(await world.job(job.id)).toMatchObject(ended)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject(ended)
  }, 30_000)

  it('ends, and gives its node free, when a reorganisation takes the deposit away for good', async () => {
    const job = await world.submitJob({ assignSeconds: 100 })
    const snapshot = await world.chain.control.snapshot()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    expect((await world.job(job.id)).state).toBe('MATCHED')
    await world.chain.control.revert({ id: snapshot })
    await world.passes(101)
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('MATCHED')
    await world.passes(61)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'TIMED_OUT', reasonCode: 'NOT_FUNDED' })
    const [attempt] = await world.attempts(job.id)
    expect(attempt?.state).toBe('WITHDRAWN')
    const reserved = `select 1 from reservation where attempt_id = '${attempt?.id}'`
    expect(await world.storage.fork().execute(reserved)).toEqual([])
  }, 60_000)

  it('returns a deposit that arrived after its job had ended, also when the queue has forgotten it', async () => {
    const job = await world.submitJob({ assignSeconds: 100 })
    await inTransaction(world.storage, (em) => moveJob(em, job, 'CANCELLED'))
    await world.fund(job)
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'CANCELLED', reasonCode: 'FUNDED_LATE', refunded: false })
    await world.passes(102)
    world.sent.length = 0
    await deadlineSweep(world.deps)
    expect(swept(world.sent, job.id)).toBe(true)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'CANCELLED', refunded: true })
  }, 60_000)

  it('is funded out of its buyer’s balance by a signature, once, and says why when the balance is too low', async () => {
    const [poor, rich] = [await world.submitJob(), await world.submitJob()]
    await world.empties()
    await world.signsForBalance(poor)
    await advanceJob(world.deps, poor.id)
    expect(await world.job(poor.id)).toMatchObject({
      ...{ state: 'SUBMITTED', fundingSignature: null, reasonCode: 'FUNDING_REFUSED' },
      reason: expect.stringContaining('Escrow_'),
    })
    await world.deposits(rich.budget)
    await world.signsForBalance(rich)
    await deadlineSweep(world.deps)
    expect(swept(world.sent, rich.id)).toBe(true)
    await advanceJob(world.deps, rich.id)
    expect(await world.job(rich.id)).toMatchObject({ state: 'QUEUED' })
    expect(await world.claimable(world.buyer.address)).toBe(0n)
    const nonce = await world.chain.reader.getTransactionCount({ address: world.operator.address })
    await advanceJob(world.deps, rich.id)
    expect(await world.chain.reader.getTransactionCount({ address: world.operator.address })).toBe(nonce)
    await world.cancel(rich)
    await syncJob(world.deps, rich.id)
    expect(await world.claimable(world.buyer.address)).toBe(rich.budget)
  }, 60_000)
})
