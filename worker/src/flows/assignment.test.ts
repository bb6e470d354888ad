import { RetryableError } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { Attempt, Job } from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { assign } from '../queues/assign.js'
import { deadlineSweep } from '../queues/deadlineSweep.js'
import { match } from '../queues/match.js'
import { verify } from '../queues/verify.js'
import type { World } from '../testing/createWorld.js'
import { outboxOf } from '../testing/outboxOf.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

let flow: Flow
let world: World

beforeAll(async () => {
  flow = await startFlow()
  world = flow.world
}, 180_000)

// Nodes that failed in one test are not left alone in the next.
beforeEach(async () => {
  await world.storage.fork().execute('delete from node_failure')
})

afterAll(async () => {
  await world?.stop()
}, 30_000)

describe('the node of a job', () => {
  it('goes to another node when the first vanishes, and back to its buyer’s purse when nobody is left', async () => {
    const { job, attempt } = await flow.assigned({ assignSeconds: 100 })
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('ASSIGNED')
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'QUEUED', nodeId: null, reasonCode: 'WORK_DEADLINE' })
    expect((await world.attempts(job.id))[0]?.state).toBe('TIMED_OUT')

    // Never the same node again. The clock of this machine is behind the chain's here, so the search is still open.
    await match(world.deps, { jobId: job.id })
    const [, again] = await world.attempts(job.id)
    expect(again?.nodeId).not.toBe(attempt.nodeId)

    await world.passes(60)
    const refundBefore = await world.claimable(world.buyer.address)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'TIMED_OUT', refunded: true })
    expect((await world.attempts(job.id))[1]?.state).toBe('WITHDRAWN')
    expect((await world.claimable(world.buyer.address)) - refundBefore).toBe(job.budget)
  }, 60_000)

  it('has a deadline of its own for each attempt', async () => {
    const { job, attempt } = await flow.assigned()
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    const [, second] = await world.attempts(job.id)
    if (!second) throw new Error('expected a second offer')
    await world.accepts(second, flow.nodeOf(second.nodeId))
    await assign(world.deps, { offerId: second.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', nodeId: second.nodeId, attempts: 2 })
    expect(second.nodeId).not.toBe(attempt.nodeId)
    const due = (await outboxOf(world.storage, queues.advance)).filter(({ jobId }) => jobId === job.id)
    expect(due.map(({ cause }) => cause)).toEqual(['ASSIGN_DEADLINE', 'WORK_DUE', 'WORK_DUE'])
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)

  it('fails when its attempts are spent, and is refunded at its assignment deadline', async () => {
    const { job } = await flow.assigned({ assignSeconds: 100, maxAttempts: 1 })
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', reasonCode: 'RETRIES_SPENT', refunded: false })
    await world.passes(60)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', refunded: true })
  }, 60_000)

  it('goes on when the chain refuses an assignment', async () => {
    const { job, offer } = await flow.offered()
    // Signed by another account.
    await world.accepts(offer, { ...flow.nodeOf(offer.nodeId), provider: world.buyer })
    await assign(world.deps, { offerId: offer.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'QUEUED', reasonCode: 'ASSIGNMENT_REFUSED' })
    expect((await world.attempts(job.id))[0]).toMatchObject({ state: 'WITHDRAWN' })
    expect((await world.attempts(job.id))[0]?.reason).toContain('TaskMarketplace_WrongSignature')
    await world.cancel(job)
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'CANCELLED', refunded: true })
  }, 60_000)

  it('says why no node fits', async () => {
    const job = await world.submitJob()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await world.storage.fork().execute(`update node set online = false`)
    await match(world.deps, { jobId: job.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'QUEUED', reasonCode: 'NO_NODE_FITS' })
    expect((await world.job(job.id)).reason).toContain('the node is offline')
    await world.storage.fork().execute(`update node set online = true`)
    await deadlineSweep(world.deps)
    expect(world.sent).toContainEqual(expect.objectContaining({ queue: queues.match.name, payload: { jobId: job.id } }))
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 30_000)

  it('waits for its assignment on its way to the chain before it asks another node', async () => {
    const { job, offer } = await flow.offered()
    await world.accepts(offer, flow.nodeOf(offer.nodeId))
    const impatient = { ...world.deps, writer: world.makeWriter(300) }
    await world.chain.control.setAutomine(false)
    try {
      await expect(assign(impatient, { offerId: offer.id })).rejects.toMatchObject({ code: 'TRANSACTION_PENDING' })
      // Meanwhile, by this machine's clock, the acceptance has expired.
      await world.storage
        .fork()
        .execute(`update attempt set acceptance = jsonb_set(acceptance, '{expiry}', '1') where id = '${offer.id}'`)
      await expect(assign(impatient, { offerId: offer.id })).rejects.toMatchObject({ code: 'TRANSACTION_PENDING' })
      expect((await world.job(job.id)).state).toBe('MATCHED')
    } finally {
      await world.chain.control.setAutomine(true)
      await world.chain.control.mine({ blocks: 1 })
    }
    await assign(world.deps, { offerId: offer.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', nodeId: offer.nodeId })
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)

  describe('while the subgraph is behind or away', () => {
    const away = new RetryableError('SUBGRAPH_AWAY', 'the subgraph does not answer')
    const blind = () => ({ ...world.deps, tasks: { find: () => Promise.reject(away) } })
    const behind = () => ({ ...world.deps, tasks: { find: async () => null } })

    async function accepted() {
      const job = await world.submitJob()
      await world.fund(job)
      // The terms of the funding, as `chain-sync` reads them with the task.
      const indexed = (await world.deps.tasks.find(job.taskId)) ?? undefined
      await syncJob(world.deps, job.id, { head: await world.marketplace.head(), indexed })
      await match(world.deps, { jobId: job.id })
      const [offer] = await world.attempts(job.id)
      if (!offer) throw new Error('expected an offer')
      const node = flow.nodeOf(offer.nodeId)
      await world.accepts(offer, node)
      return { job, offer, node }
    }

    it.each([
      ['behind', behind],
      ['away', blind],
    ])(
      '(%s) goes on by what our own transactions say',
      async (_, deps) => {
        const { job, offer, node } = await accepted()
        await assign(deps(), { offerId: offer.id })
        const [attempt] = await world.attempts(job.id)
        if (attempt?.state !== 'ASSIGNED') throw new Error('expected an assigned attempt')
        const { dueAt } = await world.job(job.id)
        expect(dueAt?.getTime()).toBe((attempt.onChain?.assignedAt ?? 0) * 1000 + job.workSeconds * 1000)
        const hash = await world.delivers(attempt, node)
        await verify(deps(), { offerId: attempt.id })
        const delivered = await world.job(job.id)
        expect(delivered).toMatchObject({ state: 'VERIFYING', settleAfter: expect.any(Date) })
        const indexed = await world.deps.tasks.find(job.taskId)
        expect([delivered.settleAfter?.getTime(), delivered.result?.cost]).toEqual([
          (indexed?.settleAfter ?? 0) * 1000,
          indexed?.cost,
        ])
        await world.approves(delivered, hash)
        await advanceJob(deps(), job.id)
        expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('SETTLED')
        // The end is announced once the API can answer with it.
        expect((await world.job(job.id)).state).toBe('VERIFYING')
        await syncJob(world.deps, job.id)
        expect((await world.job(job.id)).state).toBe('PAID')
      },
      60_000,
    )

    it('is never told a wrong bill when the record is of another block than the chain', async () => {
      const { job, offer, node } = await accepted()
      await assign(blind(), { offerId: offer.id })
      const [attempt] = await world.attempts(job.id)
      if (!attempt?.onChain) throw new Error('expected the values of the assignment')
      await world.delivers(attempt, node)
      const onChain = { ...attempt.onChain, assignedAt: attempt.onChain.assignedAt - 1 }
      await world.storage.fork().nativeUpdate(Attempt, { id: attempt.id }, { onChain })
      await expect(verify(blind(), { offerId: attempt.id })).rejects.toMatchObject({ code: 'SUBGRAPH_AWAY' })
      await verify(world.deps, { offerId: attempt.id })
      expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('SUBMITTED')
    }, 60_000)
  })

  it('waits for a subgraph that is behind or away where the record does not say enough', async () => {
    const { job, offer } = await flow.offered()
    const node = flow.nodeOf(offer.nodeId)
    await world.accepts(offer, node)
    const away = new RetryableError('SUBGRAPH_AWAY', 'the subgraph does not answer')
    const blind = { ...world.deps, tasks: { find: () => Promise.reject(away) } }
    await assign(world.deps, { offerId: offer.id })
    const attempt = (await world.attempts(job.id))[0]
    if (attempt?.state !== 'ASSIGNED') throw new Error('expected an assigned attempt')
    const unknown = { terms: null }
    await world.storage.fork().nativeUpdate(Job, { id: job.id }, unknown)
    await world.delivers(attempt, node)
    await expect(verify(blind, { offerId: attempt.id })).rejects.toMatchObject({ code: 'SUBGRAPH_AWAY' })
    await verify(world.deps, { offerId: attempt.id })
    await world.storage.fork().nativeUpdate(Job, { id: job.id }, unknown)
    // A task of an earlier moment is not taken for the present one.
    const stale = await world.deps.tasks.find(job.taskId)
    const forged = { ...world.deps, tasks: { find: async () => stale && { ...stale, cost: 1n } } }
    await world.passes(6)
    await expect(advanceJob(forged, job.id)).rejects.toMatchObject({ code: 'SUBGRAPH_BEHIND' })
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('PAID')
  }, 60_000)
})
