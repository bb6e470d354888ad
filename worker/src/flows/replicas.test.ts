import { randomBytes, randomUUID } from 'node:crypto'
import { CHECK_LIMITS } from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import {
  type Attempt,
  CheckRun,
  Event,
  inTransaction,
  type Job,
  Node,
  NodeFailure,
  nodesToReview,
  ResultCheck,
  wakeReplicaChecks,
} from '@aiigo/storage'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { syncJob } from '../lifecycle/syncJob.js'
import { assign } from '../queues/assign.js'
import { match } from '../queues/match.js'
import { spotCheck } from '../queues/spotCheck.js'
import { verify } from '../queues/verify.js'
import type { World } from '../testing/createWorld.js'
import { outboxOf } from '../testing/outboxOf.js'
import { type Flow, startFlow } from '../testing/startFlow.js'

const REPLICATED = { mode: 'REPLICATED', replicas: 3 } as const

let flow: Flow
let world: World
/** Of the community, one for each of three owners; the first owner has two. */
let community: string[]
/** Of the platform. */
let owned: string[]

beforeAll(async () => {
  flow = await startFlow([10, 10, 11, 12, 13, 14])
  world = flow.world
  const ids = flow.nodes.map(({ id }) => id as string)
  community = ids.slice(0, 4)
  owned = ids.slice(4)
}, 240_000)

afterAll(async () => {
  await world?.stop()
}, 30_000)

afterEach(async () => {
  await em().nativeDelete(NodeFailure, {})
  await em().nativeUpdate(ResultCheck, {}, { proven: false })
})

const em = () => world.storage.fork()

interface Replica {
  readonly job: Job
  attempt: Attempt
}

/** Replicas of one job, each assigned to its node of the community; so many platform nodes are there. */
async function assigned(platformNodes = 2): Promise<Replica[]> {
  await em().nativeUpdate(Node, { id: { $in: owned } }, { tier: 'COMMUNITY', online: false })
  const replicas = await placed()
  await em().nativeUpdate(Node, { id: { $in: owned } }, { tier: 'OWNED' })
  await em().nativeUpdate(Node, { id: { $in: owned.slice(0, platformNodes) } }, { online: true })
  return replicas
}

/** Replicas of one job, each assigned to a node that is online. */
async function placed(): Promise<Replica[]> {
  const seed = randomBytes(16).toString('hex')
  const jobs: Job[] = []
  for (let index = 0; index < 3; index++) {
    const job = await world.submitJob({ windowSeconds: 3_600, verification: REPLICATED, seed })
    await world.fund(job)
    await syncJob(world.deps, job.id)
    jobs.push(job)
  }
  // All at once, as they come from one deposit.
  await Promise.all(jobs.map(({ id }) => match(world.deps, { jobId: id })))
  const replicas: Replica[] = []
  for (const job of jobs) {
    const [offer] = await world.attempts(job.id)
    if (!offer) throw new Error(`expected an offer: ${(await world.job(job.id)).reason}`)
    await world.accepts(offer, flow.nodeOf(offer.nodeId))
    await assign(world.deps, { offerId: offer.id })
    const [attempt] = await world.attempts(job.id)
    replicas.push({ job: await world.job(job.id), attempt: attempt as Attempt })
  }
  return replicas
}

/** Runs of other checks that go on for the same buyer, as far as the count of them needs them. */
async function openRuns(count: number, nodeId: string): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index++) {
    const { attempt } = await flow.assigned()
    const dueAt = new Date(Date.now() + 600_000)
    const run = {
      id: randomUUID(),
      nodeId,
      provider: attempt.provider,
      state: 'ASSIGNED',
      assignedAt: new Date(),
    } as const
    await em().insert(ResultCheck, {
      ...{
        attemptId: attempt.id,
        jobId: attempt.jobId,
        nodeId: attempt.nodeId,
        state: 'ASSIGNED',
        cause: 'DRAWN',
        dueAt,
      },
    })
    await em().insert(CheckRun, { ...run, attemptId: attempt.id, dueAt })
    ids.push(run.id)
    // Nodes are free again for the next one.
    await em().execute('delete from reservation where attempt_id = ?', [attempt.id])
  }
  return ids
}

async function deliver({ job, attempt }: Replica, says = 'printed'): Promise<void> {
  await world.delivers(attempt, flow.nodeOf(attempt.nodeId), { says })
  await verify(world.deps, { offerId: attempt.id })
  expect(await world.job(job.id)).toMatchObject({ state: 'VERIFYING' })
}

const look = ({ attempt }: Replica) => spotCheck(world.deps, { offerId: attempt.id })
const checkOf = ({ attempt }: Replica) => em().findOne(ResultCheck, { attemptId: attempt.id })
const runsOf = ({ attempt }: Replica) =>
  em().find(CheckRun, { attemptId: attempt.id }, { orderBy: { assignedAt: 'asc' } })
const told = async ({ job }: Replica) =>
  (await em().find(Event, { topic: `job:${job.id}` }, { orderBy: { seq: 'desc' } })).map(
    ({ data }) => (data as { reason: string | null }).reason,
  )
const points = async ({ attempt }: Replica): Promise<number> =>
  Number((await em().findOne(NodeFailure, { nodeId: attempt.nodeId }))?.points ?? 0)

/** Looks at all until none of their checks goes on, with platform nodes that print this. */
async function settle(replicas: readonly Replica[], platformSays = 'printed'): Promise<void> {
  for (let round = 0; round < 12; round++) {
    for (const replica of replicas) await look(replica)
    for (const replica of replicas) {
      for (const run of await runsOf(replica))
        if (run.state === 'ASSIGNED') await world.reports(run, { says: platformSays })
    }
    const checks = await Promise.all(replicas.map(checkOf))
    if (checks.every((check) => check?.lookAt === null)) return
  }
}

describe('replicas of a job', () => {
  it('go to nodes of different owners, and are compared when the last one has delivered', async () => {
    const replicas = await assigned()
    expect(new Set(replicas.map(({ attempt }) => attempt.provider)).size).toBe(3)
    for (const { attempt } of replicas) expect(community).toContain(attempt.nodeId)
    const [first, second, third] = replicas as [Replica, Replica, Replica]
    await deliver(first)
    expect(await outboxOf(world.storage, queues.spotCheck)).toContainEqual({ offerId: first.attempt.id })
    await deliver(second)
    await look(first)
    await look(second)
    // The third one could still copy what it learns.
    for (const replica of [first, second]) {
      expect(await checkOf(replica)).toMatchObject({ state: 'PENDING', cause: 'REPLICATED' })
      expect((await checkOf(replica))?.lookAt?.getTime()).toBeGreaterThan(Date.now() + 60_000)
    }
    await deliver(third)
    // The one that came last has the others looked at.
    for (const replica of [first, second]) {
      expect((await checkOf(replica))?.lookAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
    }
    for (const replica of replicas) await look(replica)
    for (const replica of replicas) {
      expect(await checkOf(replica)).toMatchObject({ state: 'MATCHED', lookAt: null })
      expect(await runsOf(replica)).toEqual([])
      expect(await told(replica)).toContain('3 nodes of different owners got the same result')
    }
  }, 180_000)

  it('show a liar, whom the run of one platform node proves wrong', async () => {
    const replicas = await assigned()
    const [, liar] = replicas as [Replica, Replica, Replica]
    for (const replica of replicas) await deliver(replica, replica === liar ? 'forged' : 'printed')
    await settle(replicas)
    for (const replica of replicas) {
      expect([replica === liar, (await checkOf(replica))?.state]).toEqual(
        replica === liar ? [true, 'DIFFERED'] : [false, 'MATCHED'],
      )
      expect((await points(replica)) > 0).toBe(replica === liar)
    }
    expect(await checkOf(liar)).toMatchObject({ reason: 'another text on stdout', proven: true })
    expect((await told(liar))[0]).toMatch(/^a platform node and another owner’s node ran the job again and got another/)
    const runs = (await Promise.all(replicas.map(runsOf))).flat()
    expect(runs).toHaveLength(1)
    const reviews = await nodesToReview(em(), [], 10)
    expect(reviews.map(({ node }) => node.id)).toEqual([liar.attempt.nodeId])
  }, 180_000)

  it('are not decided by two owners who collude: the platform’s run blames them, and not the honest one', async () => {
    const replicas = await assigned()
    const [honest] = replicas as [Replica, Replica, Replica]
    for (const replica of replicas) await deliver(replica, replica === honest ? 'printed' : 'forged')
    await settle(replicas)
    expect(await checkOf(honest)).toMatchObject({ state: 'MATCHED' })
    expect(await points(honest)).toBe(0)
    for (const replica of replicas.slice(1)) {
      expect(await checkOf(replica)).toMatchObject({ state: 'DIFFERED', proven: true })
    }
  }, 180_000)

  it('are decided by most of them where no platform node is there, and nobody is blamed', async () => {
    const replicas = await assigned(0)
    const [, liar] = replicas as [Replica, Replica, Replica]
    for (const replica of replicas) await deliver(replica, replica === liar ? 'forged' : 'printed')
    await settle(replicas)
    for (const replica of replicas) {
      const state = replica === liar ? 'DIFFERED' : 'MATCHED'
      expect(await checkOf(replica)).toMatchObject({ state, proven: false, reason: expect.stringContaining('2') })
      expect(await points(replica)).toBe(0)
    }
  }, 180_000)

  it('show nobody to be wrong where the program gives something else each time', async () => {
    const replicas = await assigned()
    for (const [index, replica] of replicas.entries()) await deliver(replica, `number ${index}`)
    for (const replica of replicas) await look(replica)
    let number = 3
    for (let round = 0; round < 8; round++) {
      for (const replica of replicas) {
        await look(replica)
        for (const run of await runsOf(replica)) {
          if (run.state === 'ASSIGNED') await world.reports(run, { says: `number ${number++}` })
        }
      }
    }
    for (const replica of replicas) {
      expect(await checkOf(replica)).toMatchObject({
        state: 'SKIPPED',
        reason: expect.stringMatching(/same bytes twice/),
      })
      expect(await points(replica)).toBe(0)
    }
  }, 180_000)

  it('do not wait for one that has ended without a result', async () => {
    const replicas = await assigned()
    const [first, second, gone] = replicas as [Replica, Replica, Replica]
    await deliver(first)
    await deliver(second)
    await look(first)
    expect(await checkOf(first)).toMatchObject({ state: 'PENDING' })
    await world.passes(700)
    await world.takesBack(gone.job)
    await syncJob(world.deps, gone.job.id)
    for (const replica of [first, second]) await look(replica)
    expect(await checkOf(first)).toMatchObject({ state: 'MATCHED' })
    expect(await told(second)).toContain('2 nodes of different owners got the same result')
  }, 180_000)

  it('wait for a node of the platform while 20 runs go on for their buyer', async () => {
    const others = await openRuns(CHECK_LIMITS.openOfBuyer, owned[1] as string)
    const replicas = await assigned()
    const [, liar] = replicas as [Replica, Replica, Replica]
    for (const replica of replicas) await deliver(replica, replica === liar ? 'forged' : 'printed')
    for (const replica of [...replicas, ...replicas]) await look(replica)
    for (const replica of replicas) {
      expect(await runsOf(replica)).toEqual([])
      expect(await checkOf(replica)).toMatchObject({ state: 'PENDING' })
      expect((await checkOf(replica))?.lookAt?.getTime()).toBeLessThanOrEqual(Date.now() + 31_000)
    }
    await em().nativeUpdate(CheckRun, { id: others[0] as string }, { state: 'FAILED' })
    for (const replica of replicas) await look(replica)
    const open = async () => (await Promise.all(replicas.map(runsOf))).flat()
    expect(await open()).toMatchObject([{ state: 'ASSIGNED' }])
    // The one that goes on is the twentieth again.
    for (const replica of replicas) await look(replica)
    expect(await open()).toHaveLength(1)
    await em().nativeUpdate(CheckRun, { id: { $in: others } }, { state: 'FAILED' })
    await settle(replicas)
    for (const replica of replicas) {
      expect(await checkOf(replica)).toMatchObject({ state: replica === liar ? 'DIFFERED' : 'MATCHED' })
    }
  }, 240_000)

  it('of which a node of the platform has one are judged by another node of its owner, its own one last', async () => {
    const [own, judge] = community as [string, string]
    await em().nativeUpdate(Node, { id: { $in: owned } }, { tier: 'COMMUNITY', online: false })
    await em().nativeUpdate(Node, { id: judge }, { online: false })
    try {
      const replicas = await placed()
      const platforms = replicas.find(({ attempt }) => attempt.nodeId === own) as Replica
      const [liar, honest] = replicas.filter((one) => one !== platforms) as [Replica, Replica]
      await em().nativeUpdate(Node, { id: { $in: [own, judge] } }, { tier: 'OWNED', online: true })
      for (const replica of replicas) await deliver(replica, replica === liar ? 'forged' : 'printed')
      await look(platforms)
      // Its owner may not run it again: it waits for what comes of the others.
      expect(await runsOf(platforms)).toEqual([])
      expect(await checkOf(platforms)).toMatchObject({ state: 'PENDING' })
      await settle(replicas)
      const runs = (await Promise.all(replicas.map(runsOf))).flat()
      expect(runs).toMatchObject([{ nodeId: judge }])
      expect(await runsOf(platforms)).toEqual([])
      expect(await checkOf(liar)).toMatchObject({ state: 'DIFFERED', proven: true })
      expect(await checkOf(honest)).toMatchObject({ state: 'MATCHED' })
      expect(await checkOf(platforms)).toMatchObject({ state: 'MATCHED' })
    } finally {
      await em().nativeUpdate(Node, { id: { $in: [own, judge] } }, { tier: 'COMMUNITY', online: true })
    }
  }, 180_000)

  it('are decided by most of them where the platform’s one node has one of them', async () => {
    const [own, second] = community as [string, string]
    await em().nativeUpdate(Node, { id: { $in: owned } }, { tier: 'COMMUNITY', online: false })
    await em().nativeUpdate(Node, { id: second }, { online: false })
    try {
      const replicas = await placed()
      const platforms = replicas.find(({ attempt }) => attempt.nodeId === own) as Replica
      const liar = replicas.find((one) => one !== platforms) as Replica
      await em().nativeUpdate(Node, { id: own }, { tier: 'OWNED' })
      for (const replica of replicas) await deliver(replica, replica === liar ? 'forged' : 'printed')
      await settle(replicas)
      expect((await Promise.all(replicas.map(runsOf))).flat()).toEqual([])
      for (const replica of replicas) {
        const state = replica === liar ? 'DIFFERED' : 'MATCHED'
        expect(await checkOf(replica)).toMatchObject({ state, proven: false, reason: expect.stringContaining('2') })
        expect(await points(replica)).toBe(0)
      }
    } finally {
      await em().nativeUpdate(Node, { id: { $in: [own, second] } }, { tier: 'COMMUNITY', online: true })
    }
  }, 180_000)

  it('are looked at once more where a run ends while a message looks at its check', async () => {
    const replicas = await assigned()
    const [, liar] = replicas as [Replica, Replica, Replica]
    for (const replica of replicas) await deliver(replica, replica === liar ? 'forged' : 'printed')
    for (const replica of replicas) await look(replica)
    const judged = (await Promise.all(replicas.map(async (one) => ({ one, runs: await runsOf(one) })))).find(
      ({ runs }) => runs.length > 0,
    )
    const { one, runs } = judged as { one: Replica; runs: CheckRun[] }
    expect(runs).toMatchObject([{ state: 'ASSIGNED' }])
    let reads = 0
    const { blobs } = world.deps
    const between: World['deps']['blobs'] = {
      ...blobs,
      async read(...file) {
        // The message has found the run open, and has not looked again.
        if (reads++ === 0) await world.reports(runs[0] as CheckRun, { says: 'printed' })
        return blobs.read(...file)
      },
    }
    await spotCheck({ ...world.deps, blobs: between }, { offerId: one.attempt.id })
    expect(reads).toBe(1)
    const compared = one === liar ? 'DIFFERED' : 'MATCHED'
    expect(await runsOf(one)).toMatchObject([{ state: compared }])
    // The other replicas were not read: the next look concludes, and comes at once.
    const check = await checkOf(one)
    expect(check).toMatchObject({ state: 'PENDING' })
    expect(check?.lookAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
    await look(one)
    expect(await checkOf(one)).toMatchObject({ state: compared, lookAt: null })
    await settle(replicas)
    for (const replica of replicas) {
      expect(await checkOf(replica)).toMatchObject({ state: replica === liar ? 'DIFFERED' : 'MATCHED' })
    }
  }, 180_000)

  it('are looked at again once more where the message that wakes them comes while they are read', async () => {
    const replicas = await assigned()
    const [first, second, third] = replicas as [Replica, Replica, Replica]
    for (const replica of [first, second]) await deliver(replica)
    await look(first)
    const waiting = (await checkOf(first))?.lookAt?.getTime() ?? 0
    expect(waiting).toBeGreaterThan(Date.now() + 60_000)
    await inTransaction(world.storage, (forked) => wakeReplicaChecks(forked, third.job))
    expect((await checkOf(first))?.lookAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
    await look(first)
    expect(await checkOf(first)).toMatchObject({ state: 'PENDING' })
  }, 180_000)
})
