import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  Attempt,
  acceptOffer,
  Challenge,
  inTransaction,
  Job,
  jobsToAdvance,
  markSilentNodes,
  moveAttempt,
  Node,
  nodesDueForChallenge,
  Outbox,
  pruneNodeEvents,
  readEvents,
  recordSign,
  requeueJob,
  type Storage,
} from '../index.js'
import { makeJob, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

const APPROVAL = {
  attempt: 1,
  nodeId: '0x0102030405060708',
  cost: 1n,
  resultHash: `0x${'ab'.repeat(32)}`,
  signature: '0x',
} as const

let storage: Storage

withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  await storage
    .fork()
    .execute(
      'truncate job, attempt, reservation, job_log, node, node_failure, node_change, challenge, outbox, event, event_topic cascade',
    )
})

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

async function offered(seconds = 10) {
  const node = await makeNode(storage.fork())
  const job = await makeJob(storage.fork(), { state: 'QUEUED' })
  const attempt = await makeOffer(storage, job, node, seconds)
  if (!attempt) throw new Error('expected an offer')
  return { node, job: await storage.fork().findOneOrFail(Job, { id: job.id }), attempt }
}

describe('jobsToAdvance', () => {
  const due = async (overrides: Partial<Job>) => {
    const job = await makeJob(storage.fork(), overrides)
    const found = await jobsToAdvance(storage.fork(), new Date())
    return found.find(({ jobId }) => jobId === job.id)?.reason ?? null
  }

  it.each([
    ['FUND_DEADLINE', { state: 'SUBMITTED', fundBy: ago(1) }],
    [null, { state: 'SUBMITTED', fundBy: ago(-900) }],
    ['SEARCH', { state: 'QUEUED' }],
    ['FUNDED_FROM_BALANCE', { state: 'SUBMITTED', fundBy: ago(-900), fundingSignature: '0x01' }],
    ['FUND_DEADLINE', { state: 'SUBMITTED', fundBy: ago(1), fundingSignature: '0x01' }],
    ['DISPUTE_OPEN', { state: 'DISPUTED', settleAfter: ago(9) }],
    ['ASSIGN_DEADLINE', { state: 'QUEUED', assignBy: ago(1) }],
    ['ASSIGN_DEADLINE', { state: 'FAILED', assignBy: ago(1) }],
    [null, { state: 'FAILED', assignBy: ago(1), refunded: true }],
    [null, { state: 'FAILED' }],
    ['WORK_DUE', { state: 'ASSIGNED', dueAt: ago(1) }],
    ['WORK_DUE', { state: 'EXECUTING', dueAt: ago(1) }],
    ['WORK_DUE', { state: 'VERIFYING', dueAt: ago(1) }],
    [null, { state: 'EXECUTING', dueAt: ago(-900) }],
    ['WINDOW_OVER', { state: 'VERIFYING', dueAt: ago(9), settleAfter: ago(1) }],
    [null, { state: 'VERIFYING', dueAt: ago(9), settleAfter: ago(-900) }],
    ['APPROVED', { state: 'VERIFYING', attempts: 1, settleAfter: ago(-900), approval: APPROVAL }],
    [null, { state: 'VERIFYING', attempts: 2, settleAfter: ago(-900), approval: APPROVAL }],
    [null, { state: 'PAID', dueAt: ago(9), settleAfter: ago(9) }],
    [null, { state: 'TIMED_OUT', assignBy: ago(9) }],
    ['ASSIGN_DEADLINE', { state: 'TIMED_OUT', assignBy: ago(9), reasonCode: 'FUNDED_LATE' }],
    ['ASSIGN_DEADLINE', { state: 'CANCELLED', assignBy: ago(9), reasonCode: 'FUNDED_LATE' }],
    [null, { state: 'CANCELLED', assignBy: ago(-900), reasonCode: 'FUNDED_LATE' }],
    [null, { state: 'CANCELLED', assignBy: ago(9), reasonCode: 'FUNDED_LATE', refunded: true }],
  ] as const)('gives %s (case %#)', async (reason, overrides) => {
    expect(await due(overrides as Partial<Job>)).toBe(reason)
  })

  it('finds offers that ran out, and acceptances that nobody brought to the chain', async () => {
    const late = await offered(-1)
    expect(await jobsToAdvance(storage.fork(), new Date())).toEqual([
      { jobId: late.job.id, reason: 'OFFER_OVER', offerId: late.attempt.id },
    ])
    const forgotten = await offered()
    const acceptance = { number: 1, acceptance: { expiry: 0, signature: '0x' } } as const
    await inTransaction(storage, (em) => acceptOffer(em, forgotten.attempt, acceptance))
    await storage.fork().nativeUpdate(Attempt, { id: forgotten.attempt.id }, { expiresAt: ago(40) })
    expect(await jobsToAdvance(storage.fork(), new Date())).toContainEqual({
      jobId: forgotten.job.id,
      reason: 'ASSIGNMENT_LATE',
      offerId: forgotten.attempt.id,
    })
  })
})

describe('jobsToAdvance of many jobs', () => {
  it('finds a result that nobody brings to the chain, unless it is not what was signed', async () => {
    const { job, attempt } = await offered()
    await storage.fork().nativeUpdate(Attempt, { id: attempt.id }, { state: 'SUBMITTED' })
    const stands = async (set: object) => {
      await storage.fork().nativeUpdate(Job, { id: job.id }, { state: 'VERIFYING', dueAt: ago(-100), ...set })
      return (await jobsToAdvance(storage.fork(), new Date()))[0] ?? null
    }
    expect(await stands({ updatedAt: ago(5) })).toBeNull()
    const forgotten = { jobId: job.id, reason: 'RESULT_UNSENT', offerId: attempt.id }
    expect(await stands({ updatedAt: ago(61) })).toEqual(forgotten)
    expect(await stands({ reasonCode: 'RESULT_UNAVAILABLE' })).toEqual(forgotten)
    expect(await stands({ reasonCode: 'RESULT_MISMATCH' })).toBeNull()
    expect(await stands({ reasonCode: null, settleAfter: ago(-900) })).toBeNull()
  })

  it('does not let jobs that wait for a node hide deadlines, or each other', async () => {
    const created = (seconds: number) => ({ createdAt: ago(seconds) })
    for (let i = 0; i < 6; i++) await makeJob(storage.fork(), { state: 'QUEUED', ...created(1_000) })
    const due = await makeJob(storage.fork(), { state: 'SUBMITTED', fundBy: ago(1), ...created(1) })
    const searched = new Set<string>()
    for (let i = 0; i < 40; i++) {
      const [first, ...others] = await jobsToAdvance(storage.fork(), new Date(), 2)
      expect(first).toMatchObject({ jobId: due.id, reason: 'FUND_DEADLINE' })
      for (const { jobId } of others) searched.add(jobId)
    }
    expect(searched.size).toBeGreaterThan(1)
  })
})

describe('requeueJob', () => {
  it('forgets what belonged to a result that the chain has lost', async () => {
    const job = await makeJob(storage.fork(), {
      state: 'VERIFYING',
      dueAt: ago(9),
      settleAfter: ago(-900),
      approval: APPROVAL,
    })
    await inTransaction(storage, (em) => requeueJob(em, job, 'search-queue'))
    expect(await storage.fork().findOneOrFail(Job, { id: job.id })).toMatchObject({
      state: 'QUEUED',
      dueAt: null,
      settleAfter: null,
      approval: null,
    })
  })

  it('forgets the node and asks for another search', async () => {
    const { job, attempt } = await offered()
    await inTransaction(storage, async (em) => {
      await moveAttempt(em, attempt, 'DECLINED')
      await requeueJob(em, job, 'search-queue', { reasonCode: 'DECLINED', reason: 'too busy' })
    })
    expect(await storage.fork().findOneOrFail(Job, { id: job.id })).toMatchObject({
      state: 'QUEUED',
      nodeId: null,
      reasonCode: 'DECLINED',
    })
    expect(await storage.fork().find(Outbox, { queue: 'search-queue' })).toMatchObject([{ payload: { jobId: job.id } }])
  })
})

describe('markSilentNodes', () => {
  it('marks the silent ones once, and tells', async () => {
    const silent = await makeNode(storage.fork(), { lastHeartbeatAt: ago(20) })
    const heard = await makeNode(storage.fork(), { lastHeartbeatAt: ago(5) })
    const sweep = () => inTransaction(storage, (em) => markSilentNodes(em, 15))
    expect(await sweep()).toEqual([silent.id])
    expect(await sweep()).toEqual([])
    expect((await storage.fork().findOneOrFail(Node, { id: heard.id })).online).toBe(true)
    expect((await readEvents(storage.fork(), 'nodes', 0)).map(({ data }) => [data.nodeId, data.online])).toEqual([
      [silent.id, false],
    ])
  })
})

describe('an outage of the API', () => {
  it('is no silence of nodes, nor is the time that they need to come back', async () => {
    const silent = await makeNode(storage.fork(), { lastHeartbeatAt: ago(60) })
    const sweep = () => inTransaction(storage, (em) => markSilentNodes(em, 15))
    const api = (seen: number, since: number) =>
      storage.fork().execute(
        `insert into part_sign (part, seen_at, since) values ('API', ?::timestamptz, ?::timestamptz)
         on conflict (part) do update set seen_at = excluded.seen_at, since = excluded.since`,
        [ago(seen).toISOString(), ago(since).toISOString()],
      )
    try {
      await api(50, 10_000)
      expect(await sweep()).toEqual([])
      await recordSign(storage.fork(), 'API')
      expect(await sweep()).toEqual([])
      await api(1, 16)
      expect(await sweep()).toEqual([silent.id])
      await storage.fork().nativeUpdate(Node, { id: silent.id }, { online: true })
      await recordSign(storage.fork(), 'API', true)
      expect(await sweep()).toEqual([])
    } finally {
      await storage.fork().execute('delete from part_sign')
    }
  })
})

describe('pruneNodeEvents', () => {
  it('forgets old presence of nodes, and nothing else', async () => {
    const { job } = await offered()
    const silent = await makeNode(storage.fork(), { lastHeartbeatAt: ago(20) })
    await inTransaction(storage, (em) => markSilentNodes(em, 15))
    await storage.fork().execute(`update event set at = now() - interval '2 days'`)
    await storage.fork().nativeUpdate(Node, { id: silent.id }, { online: true })
    await inTransaction(storage, (em) => markSilentNodes(em, 15))
    expect(await pruneNodeEvents(storage, ago(86_400))).toBe(1)
    expect((await readEvents(storage.fork(), 'nodes', 0)).map(({ seq }) => seq)).toEqual([2])
    expect((await readEvents(storage.fork(), `job:${job.id}`, 0)).length).toBeGreaterThan(0)
  })
})

describe('nodesDueForChallenge', () => {
  it('takes staked nodes without an open challenge whose last one is old enough', async () => {
    const staked = { activeStake: 100n }
    const fresh = await makeNode(storage.fork(), { ...staked, state: 'PENDING' })
    const old = await makeNode(storage.fork(), staked)
    const recent = await makeNode(storage.fork(), staked)
    const open = await makeNode(storage.fork(), staked)
    const failed = await makeNode(storage.fork(), { ...staked, state: 'PENDING' })
    await makeNode(storage.fork(), { ...staked, state: 'REJECTED' })
    await makeNode(storage.fork())
    const challenge = (nodeId: string, seconds: number, state: 'OPEN' | 'PASSED' | 'FAILED') =>
      storage.fork().insert(Challenge, {
        id: `0x${randomUUID()}`,
        nodeId,
        issuedAt: ago(seconds),
        deadline: ago(seconds - 60),
        state,
      })
    await challenge(old.id, 100_000, 'PASSED')
    await challenge(recent.id, 100, 'PASSED')
    await challenge(open.id, 100_000, 'OPEN')
    await challenge(failed.id, 100, 'FAILED')
    const due = await nodesDueForChallenge(storage.fork(), { lastBefore: ago(86_400), pendingLastBefore: ago(50) })
    expect(due.sort()).toEqual([fresh.id, old.id, failed.id].sort())
    // A node on its way to VERIFIED is asked more often; one that has its ten proofs is not.
    for (let passed = 1; passed < 10; passed++) await challenge(old.id, 100_000, 'PASSED')
    await challenge(old.id, 90, 'PASSED')
    const sooner = { lastBefore: ago(86_400), pendingLastBefore: ago(50), newLastBefore: ago(60) }
    expect((await nodesDueForChallenge(storage.fork(), sooner)).sort()).toEqual([fresh.id, recent.id, failed.id].sort())
  })
})
