import { RetryableError } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import { ChainTransaction, Event, Outbox, recordTrouble, Trouble } from '@aiigo/storage'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { watchProvisional } from '../loops/watchProvisional.js'
import { assign } from '../queues/assign.js'
import { deadlineSweep } from '../queues/deadlineSweep.js'
import { match } from '../queues/match.js'
import { verify } from '../queues/verify.js'
import type { World } from '../testing/createWorld.js'
import { outboxOf } from '../testing/outboxOf.js'
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

describe('what a job comes to', () => {
  it('is told when the subgraph shows it, or is known not to be well', async () => {
    const { job, attempt, node } = await flow.assigned()
    const hash = await world.delivers(attempt, node, { usage: 2n })
    await verify(world.deps, { offerId: attempt.id })
    const delivered = await world.job(job.id)
    await world.approves(delivered, hash)
    const before = await world.deps.tasks.find(job.taskId)
    const behind = { ...world.deps, tasks: { find: async () => before } }
    await advanceJob(behind, job.id)
    expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('SETTLED')
    expect((await world.job(job.id)).state).toBe('VERIFYING')
    const away = new RetryableError('SUBGRAPH_AWAY', 'the subgraph does not answer')
    const blind = { ...world.deps, tasks: { find: () => Promise.reject(away) } }
    await syncJob(blind, job.id)
    expect((await world.job(job.id)).state).toBe('VERIFYING')
    await recordTrouble(world.storage.fork(), 'SUBGRAPH', 'it lags')
    try {
      await advanceJob(behind, job.id)
      expect((await world.job(job.id)).state).toBe('PAID')
    } finally {
      await world.storage.fork().nativeDelete(Trouble, {})
    }
  }, 60_000)

  it('goes from funds to payment, 92 % to the provider and 8 % to the treasury', async () => {
    const { job, attempt, node } = await flow.assigned()
    expect(job).toMatchObject({ state: 'ASSIGNED', attempts: 1, nodeId: node.id })
    expect(attempt).toMatchObject({ state: 'ASSIGNED', number: 1 })
    expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('ASSIGNED')

    const before = await Promise.all([
      world.claimable(node.provider.address),
      world.fees(),
      world.claimable(world.buyer.address),
    ])
    const hash = await world.delivers(attempt, node, { usage: 2n })
    await verify(world.deps, { offerId: attempt.id })
    const delivered = await world.job(job.id)
    expect(delivered).toMatchObject({ state: 'VERIFYING', result: { cost: 2_000n } })
    expect(delivered.settleAfter).toBeInstanceOf(Date)

    await world.approves(delivered, hash)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID', refunded: false })
    expect((await world.attempts(job.id))[0]?.state).toBe('SUCCEEDED')
    const after = await Promise.all([
      world.claimable(node.provider.address),
      world.fees(),
      world.claimable(world.buyer.address),
    ])
    expect(after.map((amount, i) => amount - (before[i] ?? 0n))).toEqual([1_840n, 160n, 998_000n])

    // Every handler again: nothing happens.
    const nonce = await world.chain.reader.getTransactionCount({ address: world.operator.address })
    await assign(world.deps, { offerId: attempt.id })
    await verify(world.deps, { offerId: attempt.id })
    await advanceJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    expect(await world.chain.reader.getTransactionCount({ address: world.operator.address })).toBe(nonce)
  }, 60_000)

  it('is paid in the end when every transaction of the last four blocks is mined again at another time', async () => {
    const { job, attempt, node } = await flow.assigned()
    const people = [node.provider.address, world.buyer.address] as const
    const balances = async () => [...(await Promise.all(people.map(world.claimable))), await world.fees()]
    const before = await balances()
    const hash = await world.delivers(attempt, node, { usage: 2n })
    await verify(world.deps, { offerId: attempt.id })
    await world.approves(await world.job(job.id), hash)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID', final: false })
    await world.chain.control.mine({ blocks: 1 })

    const rows = await world.storage
      .fork()
      .find(ChainTransaction, { subject: job.taskId }, { orderBy: { nonce: 'asc' } })
    expect(rows.map(({ kind }) => kind)).toEqual(['assign', 'submitResult', 'approve'])
    const parent = (await world.marketplace.head()) - 4
    const assigned = await world.chain.reader.getBlock({ blockNumber: BigInt(parent + 1) })
    await world.rewinds(parent)
    // The chain's clock went back with the blocks: a span from now might end when the task was assigned first.
    await world.chain.control.setNextBlockTimestamp({ timestamp: assigned.timestamp + 7n })
    for (const { raw } of rows) await world.chain.reader.sendRawTransaction({ serializedTransaction: raw as Hex })
    // The values that the last two pass back were those of the other blocks.
    expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('ASSIGNED')

    await world.storage.fork().nativeDelete(Outbox, {})
    await world.deps.writer.reconcile(0)
    const cause = { jobId: job.id, cause: 'CHAIN_CHANGED' }
    expect(await outboxOf(world.storage, queues.advance)).toContainEqual(cause)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', settleAfter: null })
    expect(await outboxOf(world.storage, queues.verify)).toEqual([{ offerId: attempt.id }])
    await verify(world.deps, { offerId: attempt.id })
    await advanceJob(world.deps, job.id)

    expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('SETTLED')
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID', final: false, reasonCode: null })
    expect((await world.attempts(job.id))[0]).toMatchObject({ state: 'SUCCEEDED' })
    const after = await balances()
    expect(after.map((amount, i) => amount - (before[i] ?? 0n))).toEqual([1_840n, 998_000n, 160n])

    await watchProvisional(world.deps)
    expect((await world.job(job.id)).final).toBe(false)
    await world.chain.control.mine({ blocks: 12 })
    await watchProvisional(world.deps)
    expect((await world.job(job.id)).final).toBe(true)
    await world.deps.writer.reconcile(0)
    const left = { subject: job.taskId, state: 'MINED', final: false } as const
    expect(await world.storage.fork().count(ChainTransaction, left)).toBe(0)
  }, 60_000)

  it('writes its follow-ups into the outbox', async () => {
    const job = await world.submitJob()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    expect(await outboxOf(world.storage, queues.match)).toContainEqual({ jobId: job.id })
    expect(await outboxOf(world.storage, queues.advance)).toContainEqual({ jobId: job.id, cause: 'ASSIGN_DEADLINE' })
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 30_000)

  it('is settled when its window is over and nobody approves', async () => {
    const { job, attempt, node } = await flow.assigned()
    await world.delivers(attempt, node)
    await verify(world.deps, { offerId: attempt.id })
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('VERIFYING')
    await world.passes(6)
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('PAID')
  }, 60_000)

  it('takes one result when its provider relays it too, whoever is faster', async () => {
    for (const providerFirst of [true, false]) {
      const { job, attempt, node } = await flow.assigned()
      const bill = { usage: 2n, resultHash: await world.delivers(attempt, node, { usage: 2n }) }
      const nonce = () => world.chain.reader.getTransactionCount({ address: world.operator.address })
      const before = await nonce()
      const own = () => world.submitsToChain(attempt, node, bill)
      if (providerFirst) {
        await own()
        await verify(world.deps, { offerId: attempt.id })
        expect(await nonce()).toBe(before)
      } else {
        await verify(world.deps, { offerId: attempt.id })
        await expect(own()).rejects.toThrow('reverted')
      }
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', reasonCode: null, result: { cost: 2_000n } })
      await world.passes(6)
      await advanceJob(world.deps, job.id)
      expect((await world.job(job.id)).state).toBe('PAID')
    }
  }, 60_000)

  it('keeps trying a result that the chain does not take yet, and drops an approval that is void', async () => {
    const { job, attempt, node } = await flow.assigned()
    await world.delivers(attempt, node, { usage: 20n })
    await expect(verify(world.deps, { offerId: attempt.id })).rejects.toThrow('TaskMarketplace_UsageAboveMaximum')
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', reasonCode: 'RESULT_REFUSED' })
    await world.passes(12)
    await verify(world.deps, { offerId: attempt.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', reasonCode: null, result: { cost: 20_000n } })
    await world.approves(await world.job(job.id), `0x${'1'.repeat(64)}`)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', approval: null })
    await world.passes(6)
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('PAID')
  }, 60_000)

  describe('whose provider takes another bill to the chain than the approved one', () => {
    /** The buyer has approved 2 000; the chain has 8 000 for the same result. */
    async function billed() {
      const { job, attempt, node } = await flow.assigned()
      await world.passes(5)
      const resultHash = await world.delivers(attempt, node, { usage: 2n })
      await world.approves(await world.job(job.id), resultHash)
      expect((await world.job(job.id)).approval).toMatchObject({ cost: 2_000n })
      const before = await world.claimable(node.provider.address)
      await world.submitsToChain(attempt, node, { usage: 8n, resultHash })
      // The platform’s own relay comes late, twice, and changes nothing.
      await Promise.all([verify(world.deps, { offerId: attempt.id }), verify(world.deps, { offerId: attempt.id })])
      await advanceJob(world.deps, job.id)
      return { job, attempt, node, before, resultHash }
    }

    it('settles nothing early, tells the buyer, and pays the real bill when the buyer approves that', async () => {
      const { job, node, before, resultHash } = await billed()
      const told = await world.job(job.id)
      expect(told).toMatchObject({ state: 'VERIFYING', approval: null, reasonCode: 'BILL_CHANGED' })
      expect(told.result).toMatchObject({ usage: 8n, cost: 8_000n })
      expect(told.reason).toContain('8 units of usage for 8000, not 2 for 2000')
      expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('SUBMITTED')
      expect(await world.claimable(node.provider.address)).toBe(before)
      const words = (await world.storage.fork().find(Event, { topic: `job:${job.id}` })).map(({ data }) => data)
      expect(JSON.stringify(words)).toContain('8 units of usage for 8000')

      await world.approves(told, resultHash)
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state: 'PAID', reasonCode: null })
      expect((await world.claimable(node.provider.address)) - before).toBe(7_360n)
    }, 60_000)

    it('can be disputed, and costs the provider its pay when the arbitrators agree', async () => {
      const { job, attempt, node, before } = await billed()
      await world.disputes(job)
      await advanceJob(world.deps, job.id)
      await world.votes(job, await world.panelOf(job), 'BUYER')
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state: 'REFUNDED', reasonCode: 'RULED_BUYER' })
      expect((await world.attempts(job.id)).find(({ id }) => id === attempt.id)?.state).toBe('REJECTED')
      expect(await world.claimable(node.provider.address)).toBe(before)
    }, 60_000)

    it('is told the same of a result that is not the one that was handed in', async () => {
      const { job, attempt, node } = await flow.assigned()
      const resultHash = await world.delivers(attempt, node, { usage: 2n })
      await world.approves(await world.job(job.id), resultHash)
      await world.submitsToChain(attempt, node, { usage: 2n, resultHash: `0x${'1'.repeat(64)}` })
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({
        ...{ state: 'VERIFYING', approval: null, reasonCode: 'RESULT_CHANGED' },
      })
      await world.passes(6)
      await advanceJob(world.deps, job.id)
      expect((await world.job(job.id)).state).toBe('PAID')
    }, 60_000)

    it('is told of a result that was not handed in at all', async () => {
      const { job, attempt, node } = await flow.assigned()
      await world.submitsToChain(attempt, node, { usage: 2n, resultHash: `0x${'1'.repeat(64)}` })
      await syncJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', reasonCode: 'RESULT_NOT_HANDED_IN' })
      await world.passes(6)
      await advanceJob(world.deps, job.id)
    }, 60_000)
  })

  it('does not take a result to the chain that is not what was signed', async () => {
    const { job, attempt, node } = await flow.assigned()
    await world.delivers(attempt, node, { tamper: true })
    await expect(verify(world.deps, { offerId: attempt.id })).rejects.toThrow('SHA-256')
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', reasonCode: 'RESULT_MISMATCH' })
    expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('ASSIGNED')
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'QUEUED', result: null })
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)

  it('says what is wrong with a result in bounded words, whatever the provider wrote into it', async () => {
    const { job, attempt, node } = await flow.assigned()
    await world.delivers(attempt, node, { name: 'x'.repeat(100_000) })
    await expect(verify(world.deps, { offerId: attempt.id })).rejects.toMatchObject({ code: 'RESULT_MISMATCH' })
    const { reasonCode, reason } = await world.job(job.id)
    expect([reasonCode, reason?.length]).toEqual(['RESULT_MISMATCH', 1_001])
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)

  it.each([
    ['BUYER', 'REFUNDED', true, 'REJECTED'],
    ['PROVIDER', 'PAID', false, 'SUCCEEDED'],
  ] as const)(
    'is judged by arbitrators when its buyer objects: for the %s',
    async (ruling, state, refunded, end) => {
      const { job, attempt, node } = await flow.assigned()
      await world.delivers(attempt, node, { usage: 2n })
      await verify(world.deps, { offerId: attempt.id })
      const before = await Promise.all([world.claimable(world.buyer.address), world.claimable(node.provider.address)])
      const bond = await world.disputes(job)
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state: 'DISPUTED', reasonCode: 'DISPUTED' })
      // Its window may pass: a disputed task is not settled.
      await world.passes(6)
      await advanceJob(world.deps, job.id)
      const panel = await world.panelOf(job)
      expect(panel).toHaveLength(3)
      await world.votes(job, panel, ruling)
      world.sent.length = 0
      await deadlineSweep(world.deps)
      expect(swept(world.sent, job.id, 'DISPUTE_OPEN')).toBe(true)
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state, refunded, reasonCode: `RULED_${ruling}` })
      expect((await world.attempts(job.id))[0]).toMatchObject({ state: end })
      const after = await Promise.all([world.claimable(world.buyer.address), world.claimable(node.provider.address)])
      const [buyer, provider] = after.map((amount, i) => amount - (before[i] ?? 0n))
      // The bond was sent along, so its rest comes on top. The arbitrators get 2 % of the cost either way.
      if (ruling === 'BUYER') expect([buyer, provider]).toEqual([job.budget + bond - 40n, 0n])
      else expect([buyer, provider]).toEqual([998_000n + bond - 40n, 1_840n])
    },
    60_000,
  )

  it('is paid as submitted when no panel is there in time', async () => {
    const { job, attempt, node } = await flow.assigned()
    await world.delivers(attempt, node, { usage: 2n })
    await verify(world.deps, { offerId: attempt.id })
    await world.disputes(job)
    await world.passes(31)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID', reasonCode: 'RULED_TIMED_OUT' })
  }, 60_000)
})
