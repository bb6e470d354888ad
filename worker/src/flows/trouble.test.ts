import { setTimeout as sleep } from 'node:timers/promises'
import { nodeRegistryAbi } from '@aiigo/chain'
import { queues } from '@aiigo/queue'
import {
  Challenge,
  expireOffers,
  inTransaction,
  NodeFailure,
  openTroubles,
  readEvents,
  recordSign,
  Trouble,
} from '@aiigo/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Hex, toHex } from 'viem'
import { advanceJob } from '../lifecycle/advanceJob.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { createPlatformWatch, type PlatformWatch } from '../loops/createPlatformWatch.js'
import { assign } from '../queues/assign.js'
import { match } from '../queues/match.js'
import { powChallenge } from '../queues/powChallenge.js'
import { powSweep } from '../queues/powSweep.js'
import type { World } from '../testing/createWorld.js'
import type { RegisteredNode } from '../testing/registerNode.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

const EVERY_MS = 20
const LAG_MS = 100

let flow: Flow
let world: World
/** Stands for graph-node: `wedged` is the block at which it goes on answering without indexing. */
let wedged: number | null = null
let blobsAway = false
let watch: PlatformWatch
let declared: PlatformWatch

beforeAll(async () => {
  flow = await startFlow([10, 11, 12, 13, 14])
  world = flow.world
  const options = {
    subgraph: { head: async () => ({ block: wedged ?? (await world.marketplace.head()), hash: null }) },
    blobs: async () => {
      if (blobsAway) throw new Error('HTTP 503')
    },
    signal: new AbortController().signal,
    everyMs: EVERY_MS,
    lagMs: LAG_MS,
  }
  watch = createPlatformWatch(world.deps, options)
  declared = createPlatformWatch(world.deps, { ...options, declared: 'an operator looks into it' })
}, 180_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

beforeEach(async () => {
  const em = world.storage.fork()
  await em.execute('delete from trouble')
  await em.execute('delete from part_sign')
  await em.execute('delete from node_failure')
  // Failures of other tests are long ago.
  await em.execute(
    `update attempt set ended_at = ended_at - interval '1 hour', delivered_at = delivered_at - interval '1 hour'`,
  )
  wedged = null
  blobsAway = false
})

const taskOf = async (job: { taskId: string }) => (await world.marketplace.task(job.taskId as Hex)).state
const points = async (nodeId: string) => (await world.storage.fork().findOne(NodeFailure, { nodeId }))?.points ?? 0
const parts = async () => (await openTroubles(world.storage.fork())).map(({ part }) => part)
const stakeOf = ({ id }: RegisteredNode) =>
  world.chain.reader.readContract({
    address: world.chain.deployment.addresses.NodeRegistry,
    abi: nodeRegistryAbi,
    functionName: 'record',
    args: [id],
  })

/** Looks as long as it takes for a trouble that is over to be noticed. */
async function looksUntilWell(): Promise<void> {
  for (let looks = 0; (await parts()).length > 0; looks++) {
    if (looks > 100) throw new Error(`expected no trouble, there is ${await parts()}`)
    await sleep(EVERY_MS)
    await watch.look()
  }
}

describe('a wedged subgraph', () => {
  it('has no node penalised: not while it lasts, and not afterwards; the deposit comes back', async () => {
    const { job, attempt, node } = await flow.assigned({ assignSeconds: 100 })
    const before = await stakeOf(node)
    await watch.look()
    expect(await parts()).toEqual([])
    wedged = await world.marketplace.head()
    await world.chain.control.mine({ blocks: 3 })
    await watch.look()
    await sleep(LAG_MS + 50)
    await watch.look()
    expect(await parts()).toEqual(['SUBGRAPH'])
    await expect(watch.checkHeads()).rejects.toThrow(/subgraph is at block \d+, 3 behind the chain/)
    await expect(watch.checkTroubles()).rejects.toThrow(/SUBGRAPH since .*3 behind/)

    // The node misses its deadline meanwhile.
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('ASSIGNED')
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', reasonCode: 'TROUBLE_NOW' })
    const events = await readEvents(world.storage.fork(), `job:${job.id}`, 0)
    expect(events.at(-1)?.data).toMatchObject({ reason: expect.stringContaining('no node is penalised') })
    await advanceJob(world.deps, job.id)
    expect(await readEvents(world.storage.fork(), `job:${job.id}`, 0)).toHaveLength(events.length)

    wedged = null
    await looksUntilWell()
    expect(await watch.checkHeads()).toMatch(/^chain at block \d+, subgraph \d+/)
    await watch.checkTroubles()
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('ASSIGNED')
    expect(await world.job(job.id)).toMatchObject({ state: 'ASSIGNED', reasonCode: 'PLATFORM_TROUBLE' })
    expect([await points(node.id), await stakeOf(node)]).toEqual([0, before])

    // The buyer's deposit does not wait for ever.
    const claimable = await world.claimable(world.buyer.address)
    await world.passes(world.deps.settings.penaltyHoldSeconds)
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('EXPIRED')
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', refunded: true })
    expect((await world.claimable(world.buyer.address)) - claimable).toBe(job.budget)
    expect((await world.attempts(job.id)).find(({ id }) => id === attempt.id)?.state).toBe('TIMED_OUT')
    expect(await points(node.id)).toBe(0)
  }, 90_000)

  it('leaves a missed deadline of well times what it was: reopened, and counted', async () => {
    const { job, node } = await flow.assigned()
    await watch.look()
    await world.passes(62)
    await advanceJob(world.deps, job.id)
    expect([await taskOf(job), await points(node.id)]).toEqual(['FUNDED', 2])
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)
})

describe('a result that the platform did not relay', () => {
  it('costs its node nothing, however late it is; the buyer can take the deposit back', async () => {
    const { job, attempt, node } = await flow.assigned({ assignSeconds: 100 })
    await world.delivers(attempt, node)
    await world.passes(62 + 2 * world.deps.settings.penaltyHoldSeconds)
    await advanceJob(world.deps, job.id)
    expect(await taskOf(job)).toBe('ASSIGNED')
    expect(await world.job(job.id)).toMatchObject({
      ...{ state: 'VERIFYING', reasonCode: 'RESULT_NOT_RELAYED' },
      reason: expect.stringContaining('by the buyer’s own transaction'),
    })
    await world.takesBack(job)
    await syncJob(world.deps, job.id)
    expect(await world.job(job.id)).toMatchObject({ state: 'FAILED', refunded: true })
    expect(await points(node.id)).toBe(0)
  }, 60_000)
})

describe('parts of the platform', () => {
  it('have trouble while they are away, and offers that nobody could answer then do not count', async () => {
    const { job, offer } = await flow.offered()
    const em = world.storage.fork()
    await recordSign(em, 'API')
    await watch.look()
    expect(await parts()).toEqual([])
    await em.execute(`update part_sign set seen_at = seen_at - interval '1 minute' where part = 'API'`)
    await watch.look()
    expect(await parts()).toEqual(['API'])
    await em.execute(`update attempt set expires_at = now() where id = ?`, [offer.id])
    const silent = await inTransaction(world.storage, (tx) => expireOffers(tx, job.id, queues.match.name))
    expect([silent, await points(offer.nodeId)]).toEqual([[offer.nodeId], 0])
    await recordSign(em, 'API')
    blobsAway = true
    await watch.look()
    expect(await parts()).toContain('BLOBS')
    blobsAway = false
    await looksUntilWell()
    await world.cancel(job)
    await syncJob(world.deps, job.id)
  }, 60_000)

  it('are known to have been away when no worker ran', async () => {
    const em = world.storage.fork()
    await watch.look()
    await em.execute(`update part_sign set seen_at = seen_at - interval '1 hour' where part = 'WORKER'`)
    await watch.look()
    const [gap] = await em.find(Trouble, { part: 'WORKER' })
    expect((gap?.seenAt.getTime() ?? 0) - (gap?.startedAt.getTime() ?? 0)).toBeGreaterThan(3_590_000)
    await looksUntilWell()
  }, 30_000)

  it('include the chain: a reorganisation is trouble', async () => {
    await world.chain.control.mine({ blocks: 2 })
    await watch.look()
    await world.rewinds((await world.marketplace.head()) - 1)
    await world.passes(1)
    await watch.look()
    expect(await parts()).toEqual(['CHAIN'])
    await looksUntilWell()
  }, 30_000)

  it('hold the failure of a challenge too, for a limited time', async () => {
    const [node] = flow.nodes
    if (!node) throw new Error('expected a node')
    const first = { id: toHex(1, { size: 32 }), nodeId: node.id, issuedAt: new Date(), deadline: new Date() }
    await world.storage.fork().insert(Challenge, { ...first, state: 'PASSED' })
    await world.passes(86_500)
    await powChallenge(world.deps, { nodeId: node.id })
    const open = await world.marketplace.openChallenge(node.id)
    if (!open) throw new Error('expected a challenge')
    const deadline = new Date((await world.marketplace.now()).getTime() + 300_000)
    const row = { id: open.id, nodeId: node.id, issuedAt: new Date(), deadline, state: 'OPEN' } as const
    await world.storage.fork().insert(Challenge, row)
    await world.passes(302)
    await declared.look()
    expect(await parts()).toEqual(['OPERATOR'])
    await powSweep(world.deps)
    expect(await world.marketplace.openChallenge(node.id)).toEqual(open)
    await world.passes(world.deps.settings.penaltyHoldSeconds)
    await powSweep(world.deps)
    expect(await world.marketplace.openChallenge(node.id)).toBeNull()
    await looksUntilWell()
  }, 60_000)
})

describe('many nodes that fail at once', () => {
  it('open the breaker: nothing is reopened until it closes, and then it is', async () => {
    const jobs = []
    for (let count = 0; count < 5; count++) {
      const job = await world.submitJob()
      await world.fund(job)
      await syncJob(world.deps, job.id)
      await match(world.deps, { jobId: job.id })
      const [offer] = await world.attempts(job.id)
      if (!offer) throw new Error(`expected an offer: ${(await world.job(job.id)).reason}`)
      await world.accepts(offer, flow.nodeOf(offer.nodeId))
      await assign(world.deps, { offerId: offer.id })
      jobs.push(job)
    }
    await watch.look()
    expect(await parts()).toEqual([])
    await world.passes(62)
    await watch.look()
    expect(await parts()).toEqual(['MARKET'])
    await expect(watch.checkTroubles()).rejects.toThrow('nodes of 5 providers failed at once')
    for (const job of jobs) await advanceJob(world.deps, job.id)
    expect(await Promise.all(jobs.map(taskOf))).toEqual(jobs.map(() => 'ASSIGNED'))
    expect(await world.storage.fork().count(NodeFailure)).toBe(0)

    await world.passes(301)
    await looksUntilWell()
    // No part of the platform shows why: the deadlines were the nodes' own, and failures of many can be staged.
    for (const job of jobs) await advanceJob(world.deps, job.id)
    expect(await Promise.all(jobs.map(taskOf))).toEqual(jobs.map(() => 'FUNDED'))
  }, 120_000)
})
