import type { IndexedTask } from '@aiigo/chain'
import { createReader, type Deployment } from '@aiigo/chain'
import { type QueueMessage, queues } from '@aiigo/queue'
import { createLogger, createMetrics, createProgress } from '@aiigo/service'
import { type ChainNode, createLeaderLock, Job, Node, Outbox, readCursor, type Storage } from '@aiigo/storage'
import { makeJob, makeNode, type TestDatabase } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { type Hex, HttpRequestError } from 'viem'
import { createMarketplace } from '../chain/createMarketplace.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import type { Changes } from '../subgraph/createSubgraph.js'
import { outboxOf } from '../testing/outboxOf.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { createChainSync } from './createChainSync.js'
import { createLeadership } from './createLeadership.js'

// Answers of the subgraph and of the chain are written down here, so that reorganisations come when the test wants
// them; the database is real.
let database: TestDatabase
let storage: Storage
let tasks: Map<string, TaskOnChain>
let hashes: Map<number, string>
let changes: Changes
let askedFrom: number[]
const sent: QueueMessage[] = []

withStorage((opened, itsDatabase) => {
  storage = opened
  database = itsDatabase
})
beforeEach(async () => {
  await storage.fork().execute('delete from chain_cursor')
  tasks = new Map()
  hashes = new Map()
  askedFrom = []
})

function stands(block: number, hash: string, what: Partial<Changes> = {}): void {
  hashes.set(block, hash)
  changes = { head: { block, hash }, tasks: [], nodes: [], challenges: [], walletLinks: [], ...what }
}

/** A funded task as the subgraph has it. */
const indexed = (taskId: string): IndexedTask => ({
  ...{ id: taskId as Hex, state: 'FUNDED', attempt: 0, terms: 800, assignBy: 0, windowSeconds: 5 },
  ...{ buyer: '0x', token: '0x', budget: 1n, maxUsage: 1n, provider: null, node: null, rate: null },
  ...{ unitsPerSecond: null, assignedAt: null, dueAt: null, usage: null, cost: null, resultHash: null },
  ...{ settleAfter: null, addedBudget: null, addedUsage: null },
})

function follower() {
  const reader = createReader(31_337, 'http://127.0.0.1:9')
  const nowhere = {
    chainId: 31_337,
    startBlock: 1,
    addresses: { TaskMarketplace: '0x', PowVerifier: '0x' },
  } as unknown as Deployment
  const funded = { attempt: 0, since: new Date(), ruling: null, nodeId: null, result: null }
  const deps = {
    storage,
    send: async (messages: QueueMessage[]) => void sent.push(...messages),
    marketplace: {
      ...createMarketplace(reader, nowhere),
      head: async () => changes.head.block,
      task: async (id: string) => tasks.get(id) ?? { ...funded, state: 'NONE' as const },
    },
    // Of a task, its state is all that is read here.
    tasks: { find: async (id: string) => (tasks.get(id) as unknown as IndexedTask) ?? null },
    log: createLogger({ name: 'test', level: 'silent' }),
    settings: { confirmations: 2 },
  } as unknown as WorkerDeps
  const metrics = createMetrics({ runtime: false })
  const sync = createChainSync(deps, {
    subgraph: {
      head: async () => changes.head,
      find: async () => null,
      changesSince: async (from) => {
        askedFrom.push(from)
        return changes
      },
    },
    hashOf: async (block) => hashes.get(block) ?? null,
    leadership: createLeadership(createLeaderLock({ databaseUrl: database.databaseUrl, name: 'test' }), []),
    startBlock: 1,
    pollMs: 10,
    signal: new AbortController().signal,
    progress: createProgress({ metrics }).loop('chain-sync', { workMs: 60_000 }),
    metrics,
  })
  return { sync, funded }
}

const chainNode = (id: string, overrides: Partial<ChainNode> = {}): ChainNode => ({
  id,
  provider: `0x${'a'.repeat(40)}`,
  resourceType: 'CPU',
  units: 2,
  region: 'EU',
  tier: 'COMMUNITY',
  state: 'PENDING',
  trustLevel: 'NONE',
  reputation: 5_000,
  activeStake: 100n,
  hashesPerSecond: 0n,
  asks: {},
  ...overrides,
})

describe('chain-sync', () => {
  it('remembers which wallets passed money to each other, once', async () => {
    const { sync } = follower()
    const [a, b] = [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`]
    const link = { a, b, evidence: 'ESCROW_WITHDRAWAL in 0x77' }
    stands(10, '0xa', { walletLinks: [link] })
    await sync.pass()
    stands(11, '0xb', { walletLinks: [{ ...link, a: b, b: a }] })
    await sync.pass()
    expect(await storage.fork().execute('select a, b, evidence from wallet_link')).toEqual([link])
  })

  it('takes funded jobs into the search, once, and stays quiet while nothing is new', async () => {
    const job = await makeJob(storage.fork())
    const { sync, funded } = follower()
    tasks.set(job.taskId, { ...funded, state: 'FUNDED' })
    stands(10, '0xa', { tasks: [indexed(job.taskId), indexed(`0x${'9'.repeat(64)}`)] })
    expect(await sync.pass()).toBe(true)
    expect((await storage.fork().findOneOrFail(Job, { id: job.id })).state).toBe('QUEUED')
    expect(await sync.pass()).toBe(false)
    expect(askedFrom).toEqual([1])
    stands(12, '0xc', { tasks: [indexed(job.taskId)] })
    expect(await sync.pass()).toBe(true)
    expect(askedFrom).toEqual([1, 10])
    expect((await outboxOf(storage, queues.match)).filter(({ jobId }) => jobId === job.id)).toHaveLength(1)
    expect(await readCursor(storage.fork(), 'subgraph')).toEqual({ block: 12, blockHash: '0xc' })
  })

  it('reads a stretch again when a block it has seen is another one now, and looks at every open job', async () => {
    const job = await makeJob(storage.fork())
    const { sync, funded } = follower()
    tasks.set(job.taskId, { ...funded, state: 'FUNDED' })
    stands(100, '0xa', { tasks: [indexed(job.taskId)] })
    await sync.pass()
    hashes.set(100, '0xother')
    stands(101, '0xb')
    // The funding moved on in a block that the subgraph does not list: a cancel in the other branch.
    tasks.set(job.taskId, { ...funded, state: 'CANCELLED' })
    await sync.pass()
    expect(askedFrom).toEqual([1, 36])
    expect(await storage.fork().findOneOrFail(Job, { id: job.id })).toMatchObject({
      state: 'CANCELLED',
      refunded: true,
    })
  })

  it('reads again when the chain is shorter, and leaves a job whose funds are gone to its funding deadline', async () => {
    const job = await makeJob(storage.fork())
    const { sync, funded } = follower()
    tasks.set(job.taskId, { ...funded, state: 'FUNDED' })
    stands(100, '0xa', { tasks: [indexed(job.taskId)] })
    await sync.pass()
    tasks.clear()
    stands(99, '0x99')
    await sync.pass()
    expect(askedFrom).toEqual([1, 35])
    expect((await storage.fork().findOneOrFail(Job, { id: job.id })).state).toBe('QUEUED')
    expect(await readCursor(storage.fork(), 'subgraph')).toEqual({ block: 99, blockHash: '0x99' })
  })

  it('is not held up by one job that can not catch up: its queue tries it again', async () => {
    const [odd, fine] = [await makeJob(storage.fork()), await makeJob(storage.fork())]
    // Stands for any reason that makes the database refuse a move every time.
    await storage.fork().execute(`alter table job add constraint odd check (id <> '${odd.id}' or state <> 'QUEUED')`)
    const { sync, funded } = follower()
    for (const { taskId } of [odd, fine]) tasks.set(taskId, { ...funded, state: 'FUNDED' })
    stands(20, '0x20', { tasks: [indexed(odd.taskId), indexed(fine.taskId)] })
    expect(await sync.pass()).toBe(true)
    await storage.fork().execute('alter table job drop constraint odd')
    expect((await storage.fork().findOneOrFail(Job, { id: fine.id })).state).toBe('QUEUED')
    expect((await storage.fork().findOneOrFail(Job, { id: odd.id })).state).toBe('SUBMITTED')
    expect(await outboxOf(storage, queues.advance)).toContainEqual({ jobId: odd.id, cause: 'SYNC_FAILED' })
    expect(await readCursor(storage.fork(), 'subgraph')).toEqual({ block: 20, blockHash: '0x20' })
  })

  it('stops where the chain does not answer, so that nothing is passed over', async () => {
    const job = await makeJob(storage.fork())
    const { sync } = follower()
    tasks.get = () => {
      throw new HttpRequestError({ url: 'http://chain' })
    }
    stands(20, '0x20', { tasks: [indexed(job.taskId)] })
    await expect(sync.pass()).rejects.toThrow('HTTP request failed')
    expect(await readCursor(storage.fork(), 'subgraph')).toBeNull()
  })

  it('mirrors nodes beside what their agents said, and asks for a challenge for new ones once', async () => {
    const known = await makeNode(storage.fork(), {
      registered: false,
      state: 'PENDING',
      name: 'my node',
      availability: 'AVAILABLE',
    })
    const { sync } = follower()
    const asks = { '0x0000000000000000000000000000000000000000': '5' }
    const fresh = '0x00000000000000f1'
    stands(5, '0x5', {
      nodes: [chainNode(known.id, { provider: known.provider, state: 'ACTIVE', asks }), chainNode(fresh)],
      challenges: [
        { id: `0x${'c'.repeat(64)}`, nodeId: known.id, issuedAt: new Date(), deadline: new Date(), state: 'PASSED' },
      ],
    })
    await sync.pass()
    const em = storage.fork()
    expect(await em.findOneOrFail(Node, { id: known.id })).toMatchObject({
      name: 'my node',
      availability: 'AVAILABLE',
      registered: true,
      state: 'ACTIVE',
      asks,
      chainBlock: 5,
    })
    expect(await em.findOneOrFail(Node, { id: fresh })).toMatchObject({
      registered: true,
      availability: 'UNAVAILABLE',
      online: false,
    })
    stands(6, '0x6', { nodes: [chainNode(fresh)] })
    await sync.pass()
    expect(await em.count(Outbox, { queue: queues.powChallenge.name })).toBe(1)
    // An older answer does not undo a newer one, except after a reorganisation.
    hashes.set(6, '0xother')
    stands(4, '0x4', { nodes: [chainNode(fresh, { units: 9 })] })
    await sync.pass()
    expect((await storage.fork().findOneOrFail(Node, { id: fresh })).units).toBe(9)
  })

  it('is led by one process at a time', async () => {
    const [one, two] = [1, 2].map(() => createLeaderLock({ databaseUrl: database.databaseUrl, name: 'only one' }))
    expect(await one?.tryAcquire()).toBe(true)
    expect(await two?.tryAcquire()).toBe(false)
    await one?.close()
    expect(await two?.tryAcquire()).toBe(true)
    await two?.close()
  })
})
