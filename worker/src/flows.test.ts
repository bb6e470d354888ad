import { RetryableError } from '@aiigo/domain'
import { type AdvanceCause, queues } from '@aiigo/queue'
import { ChainTransaction, inTransaction, moveJob, Outbox } from '@aiigo/storage'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Hex } from 'viem'
import { advanceJob } from './lifecycle/advanceJob.js'
import { syncJob } from './lifecycle/syncJob.js'
import { watchProvisional } from './loops/watchProvisional.js'
import { assign } from './queues/assign.js'
import { deadlineSweep } from './queues/deadlineSweep.js'
import { match } from './queues/match.js'
import { verify } from './queues/verify.js'
import { createWorld, type World } from './testing/createWorld.js'

let world: World
let first: Awaited<ReturnType<World['addNode']>>
let second: Awaited<ReturnType<World['addNode']>>

beforeAll(async () => {
  world = await createWorld()
  first = await world.addNode(10)
  second = await world.addNode(11)
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

/** The message by which the deadline sweep has a job looked at. */
const swept = (jobId: string, cause: AdvanceCause = 'SWEEP') =>
  expect.objectContaining({ queue: queues.advance.name, payload: { jobId, cause } })

const nodeOf = (id: string) => (id === first.id ? first : second)

/** A funded job up to its assignment. */
async function assigned(overrides = {}) {
  const job = await world.submitJob(overrides)
  await world.fund(job)
  await syncJob(world.deps, job.id)
  await match(world.deps, { jobId: job.id })
  const [offer] = await world.attempts(job.id)
  if (!offer) throw new Error('expected an offer')
  await world.accepts(offer, nodeOf(offer.nodeId))
  await assign(world.deps, { offerId: offer.id })
  const [attempt] = await world.attempts(job.id)
  if (!attempt) throw new Error('expected an attempt')
  return { job: await world.job(job.id), attempt, node: nodeOf(attempt.nodeId) }
}

describe('a job', () => {
  it('is paid in the end when every transaction of the last four blocks is mined again at another time', async () => {
    const { job, attempt, node } = await assigned()
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
    expect(rows.map(({ kind }) => kind)).toEqual(['assignAccepted', 'submitResult', 'approve'])
    await world.chain.control.request({ method: 'anvil_rollback', params: [4] } as never)
    await world.chain.control.increaseTime({ seconds: 7 })
    for (const { raw } of rows) await world.chain.reader.sendRawTransaction({ serializedTransaction: raw as Hex })
    // The values that the last two pass back were those of the other blocks.
    expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('ASSIGNED')

    await world.storage.fork().nativeDelete(Outbox, {})
    await world.deps.writer.reconcile(0)
    const cause = { jobId: job.id, cause: 'CHAIN_CHANGED' }
    expect(await world.storage.fork().find(Outbox, { queue: queues.advance.name })).toContainEqual(
      expect.objectContaining({ payload: cause }),
    )
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING', settleAfter: null })
    const again = await world.storage.fork().find(Outbox, { queue: queues.verify.name })
    expect(again).toMatchObject([{ payload: { offerId: attempt.id } }])
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

  it('goes from funds to payment, 92 % to the provider and 8 % to the treasury', async () => {
    const { job, attempt, node } = await assigned()
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

  it('writes its follow-ups into the outbox', async () => {
    const job = await world.submitJob()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    const rows = await world.storage.fork().find(Outbox, { payload: { jobId: job.id } as never })
    expect(rows.map(({ queue }) => queue).sort()).toEqual([queues.advance.name, queues.match.name])
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 30_000)

  it('is settled when its window is over and nobody approves', async () => {
    const { job, attempt, node } = await assigned()
    await world.delivers(attempt, node)
    await verify(world.deps, { offerId: attempt.id })
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('VERIFYING')
    await world.passes(6)
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('PAID')
  }, 60_000)

  it('goes to another node when the first vanishes, and back to its buyer’s purse when nobody is left', async () => {
    const { job, attempt } = await assigned({ assignSeconds: 100 })
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

  it('fails when its attempts are spent, and is refunded at its assignment deadline', async () => {
    const { job } = await assigned({ assignSeconds: 100, maxAttempts: 1 })
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', reasonCode: 'RETRIES_SPENT', refunded: false })
    await world.passes(60)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', refunded: true })
  }, 60_000)

  it('keeps trying a result that the chain does not take yet, and drops an approval that is void', async () => {
    const { job, attempt, node } = await assigned()
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

  it('does not take a result to the chain that is not what was signed', async () => {
    const { job, attempt, node } = await assigned()
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
    const { job, attempt, node } = await assigned()
    await world.delivers(attempt, node, { name: 'x'.repeat(100_000) })
    await expect(verify(world.deps, { offerId: attempt.id })).rejects.toMatchObject({ code: 'RESULT_MISMATCH' })
    const { reasonCode, reason } = await world.job(job.id)
    expect([reasonCode, reason?.length]).toEqual(['RESULT_MISMATCH', 1_001])
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)

  it('goes on when the chain refuses an assignment', async () => {
    const job = await world.submitJob()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    const [offer] = await world.attempts(job.id)
    if (!offer) throw new Error('expected an offer')
    // Signed by another account.
    await world.accepts(offer, { ...nodeOf(offer.nodeId), provider: world.buyer })
    await assign(world.deps, { offerId: offer.id })
    expect(await world.job(job.id)).toMatchObject({ state: 'QUEUED', reasonCode: 'ASSIGNMENT_REFUSED' })
    expect((await world.attempts(job.id))[0]).toMatchObject({ state: 'WITHDRAWN' })
    expect((await world.attempts(job.id))[0]?.reason).toContain('TaskMarketplace_WrongSignature')
    await world.cancel(job)
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'CANCELLED', refunded: true })
  }, 60_000)

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
    const job = await world.submitJob()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    const [offer] = await world.attempts(job.id)
    if (!offer) throw new Error('expected an offer')
    await world.accepts(offer, nodeOf(offer.nodeId))
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
    expect(world.sent).toContainEqual(swept(job.id))
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'CANCELLED', refunded: true })
  }, 60_000)

  it.each([
    ['BUYER', 'REFUNDED', true, 'REJECTED'],
    ['PROVIDER', 'PAID', false, 'SUCCEEDED'],
  ] as const)(
    'is judged by arbitrators when its buyer objects: for the %s',
    async (ruling, state, refunded, end) => {
      const { job, attempt, node } = await assigned()
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
      expect(world.sent).toContainEqual(swept(job.id, 'DISPUTE_OPEN'))
      await advanceJob(world.deps, job.id)
      expect(await world.job(job.id)).toMatchObject({ state, refunded, reasonCode: `RULED_${ruling}` })
      expect((await world.attempts(job.id))[0]).toMatchObject({ state: end })
      const after = await Promise.all([world.claimable(world.buyer.address), world.claimable(node.provider.address)])
      const [buyer, provider] = after.map((amount, i) => amount - (before[i] ?? 0n))
      // The bond was sent along, so that what of it is left comes on top: a buyer who lost pays 2 % of the cost to the
      // arbitrators.
      if (ruling === 'BUYER') expect([buyer, provider]).toEqual([job.budget + bond, 0n])
      else expect([buyer, provider]).toEqual([998_000n + bond - 40n, 1_840n])
    },
    60_000,
  )

  it('is paid as submitted when no panel is there in time', async () => {
    const { job, attempt, node } = await assigned()
    await world.delivers(attempt, node, { usage: 2n })
    await verify(world.deps, { offerId: attempt.id })
    await world.disputes(job)
    await world.passes(31)
    await advanceJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'PAID', reasonCode: 'RULED_TIMED_OUT' })
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
    expect(world.sent).toContainEqual(swept(rich.id))
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

  it('waits for a subgraph that is behind or away, and goes on when it is there again', async () => {
    const job = await world.submitJob()
    await world.fund(job)
    await syncJob(world.deps, job.id)
    await match(world.deps, { jobId: job.id })
    const [offer] = await world.attempts(job.id)
    if (!offer) throw new Error('expected an offer')
    const node = nodeOf(offer.nodeId)
    await world.accepts(offer, node)
    const away = new RetryableError('SUBGRAPH_AWAY', 'the subgraph does not answer')
    const blind = { ...world.deps, tasks: { find: () => Promise.reject(away) } }
    const behind = { ...world.deps, tasks: { find: async () => null } }
    for (const deps of [blind, behind]) {
      await assign(deps, { offerId: offer.id })
      // The chain has it; the assigned node is not confirmed yet.
      expect((await world.marketplace.task(job.taskId as Hex)).state).toBe('ASSIGNED')
      expect((await world.job(job.id)).state).toBe('MATCHED')
    }
    await syncJob(world.deps, job.id)
    const attempt = (await world.attempts(job.id))[0]
    if (attempt?.state !== 'ASSIGNED') throw new Error('expected an assigned attempt')
    await world.delivers(attempt, node)
    await expect(verify(blind, { offerId: attempt.id })).rejects.toMatchObject({ code: 'SUBGRAPH_AWAY' })
    await verify(world.deps, { offerId: attempt.id })
    // A task of an earlier moment is not taken for the present one.
    const stale = await world.deps.tasks.find(job.taskId)
    const forged = { ...world.deps, tasks: { find: async () => stale && { ...stale, cost: 1n } } }
    await world.passes(6)
    await expect(advanceJob(forged, job.id)).rejects.toMatchObject({ code: 'SUBGRAPH_BEHIND' })
    await advanceJob(world.deps, job.id)
    expect((await world.job(job.id)).state).toBe('PAID')
  }, 60_000)
})
