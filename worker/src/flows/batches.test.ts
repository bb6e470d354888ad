import { isDeepStrictEqual } from 'node:util'
import type { Reader } from '@aiigo/chain'
import { effectId } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import {
  Attempt,
  because,
  findEffects,
  type Job,
  Outbox,
  type SentEffect,
  taskRequestOf,
  transitionsOf,
} from '@aiigo/storage'
import { until } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Hex, parseTransaction } from 'viem'
import type { ChainWriter, Effect } from '../chain/createChainWriter.js'
import { assign } from '../queues/assign.js'
import type { World } from '../testing/createWorld.js'
import { outboxOf } from '../testing/outboxOf.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

interface Accepted {
  job: Job
  offer: Attempt
}

let flow: Flow
let world: World

beforeAll(async () => {
  flow = await startFlow([10, 11], 64)
  world = flow.world
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

/** Jobs whose nodes have accepted, and whose assignments are due. */
async function accepted(count: number): Promise<Accepted[]> {
  const all: Accepted[] = []
  for (let i = 0; i < count; i++) {
    const { job, offer } = await flow.offered()
    await world.accepts(offer, flow.nodeOf(offer.nodeId))
    const now = await world.storage.fork().findOneOrFail(Attempt, { id: offer.id })
    all.push({ job, offer: now })
  }
  return all
}

const assignAll = (jobs: readonly Accepted[]) =>
  Promise.all(jobs.map(({ offer }) => assign(world.deps, { offerId: offer.id })))

const nonce = () => world.chain.reader.getTransactionCount({ address: world.operator.address })
const stateOf = async ({ job }: Accepted) => (await world.marketplace.task(job.taskId as Hex)).state
const statesOf = (jobs: readonly Accepted[]) => Promise.all(jobs.map(stateOf))

function effectOf({ job, offer }: Accepted): Effect {
  const { expiry = 0, signature = '0x' } = offer.acceptance ?? {}
  const acceptance = { nodeId: offer.nodeId as Hex, rate: offer.rate, expiry }
  const call = world.marketplace.calls.assign(taskRequestOf(job), acceptance, signature as Hex)
  return { id: effectId('chain', 'assign', offer.id), kind: 'assign', subject: job.taskId, call }
}

/** Calls in the packed argument of `batch`. */
function itemsIn(packed: Hex): bigint {
  let items = 0n
  for (let at = 2; at < packed.length; items++) at += 4 + 2 * Number.parseInt(packed.slice(at, at + 4), 16)
  return items
}

const sendAll = (writer: ChainWriter, jobs: readonly Accepted[]) =>
  Promise.allSettled(jobs.map((job) => writer.send(effectOf(job))))

/** Gives transactions to the chain once more. */
async function again(carriers: readonly (SentEffect | undefined)[]): Promise<void> {
  const raws = new Map(carriers.map((carrier) => [carrier?.transaction.nonce ?? 0, carrier?.transaction.raw as Hex]))
  for (const [, serializedTransaction] of [...raws].sort(([a], [b]) => a - b)) {
    await world.chain.reader.sendRawTransaction({ serializedTransaction })
  }
}

const carriersOf = async (jobs: readonly Accepted[]) => {
  const found = await findEffects(
    world.storage.fork(),
    jobs.map((job) => effectOf(job).id),
  )
  return jobs.map((job) => found.find(({ effect }) => effect.subject === job.job.taskId))
}

describe('steps of several jobs in one transaction', () => {
  it('go together when they come while another is on its way', async () => {
    const jobs = await accepted(4)
    const before = await nonce()
    await assignAll(jobs)
    expect(await statesOf(jobs)).toEqual(['ASSIGNED', 'ASSIGNED', 'ASSIGNED', 'ASSIGNED'])
    for (const { job } of jobs) expect((await world.job(job.id)).state).toBe('ASSIGNED')
    expect((await nonce()) - before).toBeLessThan(4)
    const carriers = await carriersOf(jobs)
    const batch = carriers.find((carrier) => carrier?.transaction.kind === 'batch')
    const together = carriers.filter((carrier) => carrier?.transaction.id === batch?.transaction.id)
    expect(together.length).toBeGreaterThan(1)
    expect(together.map((carrier) => carrier?.effect.position).sort()).toEqual(together.map((_, index) => index))
  }, 60_000)

  it('are recorded each with the cause of its own caller', async () => {
    const jobs = await accepted(3)
    const causes = ['first', 'second', 'third']
    await Promise.all(
      jobs.map(({ offer }, index) =>
        because({ cause: causes[index] ?? '', actor: null }, () => assign(world.deps, { offerId: offer.id })),
      ),
    )
    const moved = await Promise.all(jobs.map(({ job }) => transitionsOf(world.storage.fork(), job.id, null, 100)))
    const assigned = moved.map((rows) => rows.filter(({ toState }) => toState === 'ASSIGNED'))
    expect(assigned.map((rows) => rows.map(({ cause }) => cause))).toEqual(causes.map((cause) => [cause, cause]))
  }, 60_000)

  it('leave out the one that the chain would refuse, which says why', async () => {
    const jobs = await accepted(4)
    const [, bad] = jobs
    if (!bad?.offer.acceptance) throw new Error('expected an accepted offer')
    const forged = `0x${'11'.repeat(64)}1b` as Hex
    await world.storage
      .fork()
      .nativeUpdate(Attempt, { id: bad.offer.id }, { acceptance: { ...bad.offer.acceptance, signature: forged } })
    await assignAll(jobs)
    expect(await statesOf(jobs)).toEqual(['ASSIGNED', 'FUNDED', 'ASSIGNED', 'ASSIGNED'])
    const [attempt] = await world.attempts(bad.job.id)
    expect(attempt).toMatchObject({ state: 'WITHDRAWN', reasonCode: 'ASSIGNMENT_REFUSED' })
    expect(attempt?.reason).toContain('TaskMarketplace_WrongSignature')
    const [carrier] = (await carriersOf([bad])) ?? []
    expect(carrier).toBeUndefined()
  }, 60_000)

  it('fail alone when the chain refuses one in the block', async () => {
    const jobs = await accepted(8)
    const bad = jobs.at(-1)
    const good = jobs.slice(0, -1)
    if (!bad?.offer.acceptance) throw new Error('expected accepted offers')
    bad.offer.acceptance.signature = `0x${'11'.repeat(64)}1b`
    // A node that lags takes all of them in the trial.
    const simulateContract = async ({ args }: { args: readonly [Hex] }) => ({ result: itemsIn(args[0]) })
    const writer = world.makeWriter(60_000, {
      reader: { ...world.chain.reader, simulateContract } as unknown as Reader,
    })
    const outcomes = await sendAll(writer, jobs)
    expect(outcomes.map(({ status }) => status)).toEqual([...good.map(() => 'fulfilled'), 'rejected'])
    expect(outcomes.at(-1)).toMatchObject({
      reason: { errorName: 'TaskMarketplace_WrongSignature', code: 'TRANSACTION_REJECTED', retryable: false },
    })
    expect(await statesOf(jobs)).toEqual([...good.map(() => 'ASSIGNED'), 'FUNDED'])
    const [carrier] = await carriersOf([bad])
    expect(carrier).toMatchObject({
      effect: { position: expect.any(Number), error: expect.stringMatching(/^TaskMarketplace_WrongSignature\(/) },
      transaction: { kind: 'batch', state: 'MINED' },
    })
    // Asked for again it goes out again, and what went with it does not.
    const before = await nonce()
    const again = await sendAll(world.makeWriter(60_000), jobs)
    expect(again.map(({ status }) => status)).toEqual([...good.map(() => 'fulfilled'), 'rejected'])
    expect(await nonce()).toBe(before)
  }, 60_000)

  it('are sent again, each alone, when their batch runs out of gas as a whole', async () => {
    const jobs = await accepted(8)
    // An estimate from a moment in which the items were cheap.
    const estimateContractGas = async (call: { functionName: string }) =>
      call.functionName === 'batch' ? 50_000n : world.chain.reader.estimateContractGas(call as never)
    const reader = { ...world.chain.reader, estimateContractGas } as unknown as Reader
    const first = await sendAll(world.makeWriter(60_000, { reader }), jobs)
    const batched = first.filter(({ status }) => status === 'rejected')
    expect(batched.length).toBeGreaterThan(1)
    for (const one of batched) expect(one).toMatchObject({ reason: { code: 'BATCH_REVERTED', retryable: true } })
    const second = await sendAll(world.makeWriter(60_000, { reader }), jobs)
    expect(second.map(({ status }) => status)).toEqual(jobs.map(() => 'fulfilled'))
    expect(await statesOf(jobs)).toEqual(jobs.map(() => 'ASSIGNED'))
    expect((await carriersOf(jobs)).map((carrier) => carrier?.transaction.kind)).toEqual(jobs.map(() => 'assign'))
  }, 60_000)

  it('hold up nobody when no node takes their batch', async () => {
    const jobs = await accepted(8)
    let refused = 0
    const sendRawTransaction = (call: { serializedTransaction: Hex }) => {
      const { to, gas = 0n } = parseTransaction(call.serializedTransaction)
      const isBatch = to?.toLowerCase() === world.marketplace.address.toLowerCase() && gas > 700_000n
      if (!isBatch) return world.chain.reader.sendRawTransaction(call)
      refused++
      return Promise.reject(new Error('oversized data: transaction size 132104, limit 131072'))
    }
    const reader = { ...world.chain.reader, sendRawTransaction } as unknown as Reader
    const first = await sendAll(world.makeWriter(60_000, { reader }), jobs)
    expect(refused).toBeGreaterThan(0)
    const failed = first.filter(({ status }) => status === 'rejected')
    for (const one of failed) expect(one).toMatchObject({ reason: { code: 'CHAIN_AWAY', retryable: true } })
    const writer = world.makeWriter(60_000)
    await writer.reconcile(0)
    const second = await sendAll(writer, jobs)
    expect(second.map(({ status }) => status)).toEqual(jobs.map(() => 'fulfilled'))
    expect(await statesOf(jobs)).toEqual(jobs.map(() => 'ASSIGNED'))
    expect(await writer.reconcile(0)).toBe(0)
  }, 60_000)

  it('are all finished by another process when the one that saved them dies before it can send', async () => {
    const jobs = await accepted(3)
    const dead = { ...world.chain.reader, sendRawTransaction: () => Promise.reject(new Error('killed')) }
    const getTransaction = () => Promise.reject(new Error('killed'))
    const killed = await sendAll(
      world.makeWriter(500, { reader: { ...dead, getTransaction } as unknown as Reader }),
      jobs,
    )
    expect(killed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await statesOf(jobs)).toEqual(['FUNDED', 'FUNDED', 'FUNDED'])
    const saved = await carriersOf(jobs)
    expect(new Set(saved.map((carrier) => carrier?.transaction.kind))).toContain('batch')
    const before = await nonce()
    const writer = world.makeWriter(60_000)
    await writer.reconcile(0)
    const finished = await sendAll(writer, jobs)
    expect(finished.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    expect(await statesOf(jobs)).toEqual(['ASSIGNED', 'ASSIGNED', 'ASSIGNED'])
    const used = new Set(saved.map((carrier) => carrier?.transaction.nonce))
    expect((await nonce()) - before).toBe(used.size)
  }, 60_000)

  it('are done once when several processes ask for the same ones', async () => {
    const jobs = await accepted(4)
    const before = await nonce()
    const writers = [world.makeWriter(60_000), world.makeWriter(60_000), world.makeWriter(60_000)]
    const outcomes = (await Promise.all(writers.map((writer) => sendAll(writer, jobs)))).flat()
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'fulfilled'))
    const hashes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.hash : null))
    // The same hash for the same effect, whoever asked.
    for (const index of jobs.keys()) expect(new Set([0, 4, 8].map((at) => hashes[at + index])).size).toBe(1)
    expect((await nonce()) - before).toBe(new Set(hashes).size)
  }, 60_000)

  it.each([
    ['at the same height', true],
    ['further up', false],
  ])(
    'are looked at again, each for itself, when a reorganisation (%s) changes what became of one',
    async (_, same) => {
      const jobs = await accepted(8)
      const head = await world.marketplace.head()
      // The block of the cancellation takes its place.
      if (same) await world.chain.control.mine({ blocks: 1 })
      const sent = await sendAll(world.makeWriter(60_000), jobs)
      for (const one of sent) if (one.status === 'rejected') throw one.reason
      expect(sent).toHaveLength(jobs.length)
      const carriers = await carriersOf(jobs)
      const at = carriers.findIndex((carrier) => carrier?.transaction.kind === 'batch')
      const cancelled = jobs[at] as Accepted
      expect(cancelled).toBeDefined()
      await world.rewinds(head)
      // Before the transactions are mined again the buyer takes the deposit of one task back.
      if (same) {
        const { control } = world.chain
        const sent = (blockTag: 'latest' | 'pending') =>
          world.chain.reader.getTransactionCount({ address: world.buyer.address, blockTag })
        await control.setAutomine(false)
        const cancelling = world.cancel(cancelled.job)
        await until(async () => (await sent('pending')) > (await sent('latest')))
        await control.mine({ blocks: 1 })
        await cancelling
        await control.setAutomine(true)
        // The chain's node has kept the batch, too, and mines it before the worker looks.
        await again([carriers[at]])
      } else await world.cancel(cancelled.job)
      await world.storage.fork().nativeDelete(Outbox, {})
      const writer = world.makeWriter(60_000)
      const wanted = jobs.map((job) => (job === cancelled ? 'CANCELLED' : 'ASSIGNED'))
      await until(async () => {
        await writer.reconcile(0)
        return isDeepStrictEqual(await statesOf(jobs), wanted)
      })
      await writer.reconcile(0)
      const after = await carriersOf(jobs)
      const refused = expect.stringMatching(/^TaskMarketplace_WrongState\(/)
      expect(after.map((carrier) => carrier?.effect.error ?? null)).toEqual(
        jobs.map((job) => (job === cancelled ? refused : null)),
      )
      if (same) expect(after[at]?.transaction.block).toBe(carriers[at]?.transaction.block)
      const looked = await outboxOf(world.storage, queues.advance)
      expect(looked).toContainEqual({ jobId: cancelled.job.id, cause: 'CHAIN_CHANGED' })
    },
    60_000,
  )
})
