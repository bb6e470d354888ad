import { randomUUID } from 'node:crypto'
import { queues } from '@aiigo/queue'
import { Event, inTransaction, Job, JobGroup, JobNeed, Outbox, recordTaskFacts } from '@aiigo/storage'
import { makeJobSpec } from '@aiigo/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { deadlineSweep } from '../queues/deadlineSweep.js'
import { needs } from '../queues/needs.js'
import type { World } from '../testing/createWorld.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

let flow: Flow
let world: World

beforeAll(async () => {
  flow = await startFlow()
  world = flow.world
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

const RESULT = { manifestCid: 'b', manifestSha256: 'ab'.repeat(32), usage: 3n, exitCode: 0, outputs: [], cost: 30n }

/** A chain of jobs of one group, each needing the one before it. */
async function chainOf(count: number): Promise<Job[]> {
  const em = world.storage.fork()
  const group = { id: randomUUID(), buyer: world.buyer.address.toLowerCase(), name: 'chain', digest: '0x' }
  await em.insert(JobGroup, { ...group, createdAt: new Date() })
  const jobs: Job[] = []
  for (let place = 0; place < count; place++) {
    const job = await world.submitJob()
    const needed = jobs.at(-1)
    const spec = makeJobSpec(needed ? { needs: [needed.specHash] } : {})
    const set = { groupId: group.id, groupKey: `step${place}`, groupPlace: place, needed: place + 1 < count, spec }
    await em.nativeUpdate(Job, { id: job.id }, set)
    if (needed) await em.insert(JobNeed, { jobId: job.id, needId: needed.id })
    jobs.push(await world.job(job.id))
  }
  return jobs
}

/** Puts a job where its result is on chain, as the record has it. */
async function delivers({ id }: Job, exitCode = 0): Promise<void> {
  await world.storage
    .fork()
    .nativeUpdate(
      Job,
      { id },
      { state: 'VERIFYING', settleAfter: new Date(Date.now() + 60_000), result: { ...RESULT, exitCode } },
    )
}

const messagesTo = async (queue: string, jobId: string) =>
  (await world.storage.fork().find(Outbox, { queue })).filter(
    ({ payload }) => (payload as { jobId: string }).jobId === jobId,
  )

describe('a job that needs another', () => {
  it('is not funded before that one has delivered, and then by the signature given before', async () => {
    await world.deposits(2_000_000n)
    const [first, second] = (await chainOf(2)) as [Job, Job]
    await world.signsForBalance(second)
    await advanceJob(world.deps, second.id)
    expect(await world.marketplace.task(second.taskId as never)).toMatchObject({ state: 'NONE' })
    world.sent.length = 0
    await deadlineSweep(world.deps)
    expect(world.sent.filter(({ payload }) => (payload as { jobId?: string }).jobId === second.id)).toEqual([])

    await delivers(first)
    await needs(world.deps, { jobId: first.id })
    expect(await messagesTo(queues.advance.name, second.id)).toMatchObject([
      { payload: { jobId: second.id, cause: 'FUNDED_FROM_BALANCE' } },
    ])
    // A lost message is made up for.
    await deadlineSweep(world.deps)
    expect(world.sent.filter(({ payload }) => (payload as { jobId?: string }).jobId === second.id)).toHaveLength(1)
    await advanceJob(world.deps, second.id)
    expect((await world.job(second.id)).state).toBe('QUEUED')
  }, 60_000)

  it('waits again when the result vanishes before it was funded', async () => {
    const [first, second] = (await chainOf(2)) as [Job, Job]
    await world.signsForBalance(second)
    await delivers(first)
    await inTransaction(world.storage, (em) => recordTaskFacts(em, first.id, { settleAfter: null }))
    await needs(world.deps, { jobId: first.id })
    expect(await messagesTo(queues.advance.name, second.id)).toEqual([])
    await advanceJob(world.deps, second.id)
    expect((await world.job(second.id)).state).toBe('SUBMITTED')
  }, 60_000)

  it('ends with one that fails, and those behind it one after the other', async () => {
    const [first, second, third] = (await chainOf(3)) as [Job, Job, Job]
    await delivers(first, 3)
    await needs(world.deps, { jobId: first.id })
    const ended = { state: 'CANCELLED', reasonCode: 'NEED_FAILED' }
    expect(await world.job(second.id)).toMatchObject({
      ...ended,
      reason: `the needed job step0 (job ${first.id}) ended with exit code 3`,
    })
    expect((await world.job(third.id)).state).toBe('SUBMITTED')
    expect(await messagesTo(queues.needs.name, second.id)).toHaveLength(1)
    // The message of the second one comes twice.
    await Promise.all([needs(world.deps, { jobId: second.id }), needs(world.deps, { jobId: second.id })])
    expect(await world.job(third.id)).toMatchObject(ended)
  }, 60_000)

  it('tells its buyer when its deposit is on chain and the need fails after all', async () => {
    const [first, second] = (await chainOf(2)) as [Job, Job]
    const em = world.storage.fork()
    await em.nativeUpdate(Job, { id: second.id }, { state: 'QUEUED' })
    await em.nativeUpdate(Job, { id: first.id }, { state: 'REFUNDED', reasonCode: 'RULED_BUYER' })
    const eventsOf = () => world.storage.fork().count(Event, { topic: `job:${second.id}` })
    const before = await eventsOf()
    // The message comes twice.
    await needs(world.deps, { jobId: first.id })
    await needs(world.deps, { jobId: first.id })
    const reason = `the needed job step0 (job ${first.id}) is REFUNDED`
    expect(await world.job(second.id)).toMatchObject({ state: 'QUEUED', reasonCode: 'NEED_FAILED', reason })
    expect(await eventsOf()).toBe(before + 1)
  }, 60_000)

  it('is ended by the sweep when the message of its need was lost', async () => {
    const [first, second] = (await chainOf(2)) as [Job, Job]
    await world.passes(63)
    await advanceJob(world.deps, first.id)
    expect((await world.job(first.id)).state).toBe('TIMED_OUT')
    expect(await messagesTo(queues.needs.name, first.id)).toHaveLength(1)
    world.sent.length = 0
    await deadlineSweep(world.deps)
    expect(world.sent.map(({ payload }) => payload)).toContainEqual({ jobId: second.id, cause: 'SWEEP' })
    await advanceJob(world.deps, second.id)
    expect(await world.job(second.id)).toMatchObject({ state: 'CANCELLED', reasonCode: 'NEED_FAILED' })
  }, 60_000)
})
