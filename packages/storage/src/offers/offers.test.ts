import { randomUUID } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import {
  Attempt,
  acceptOffer,
  endOffer,
  expireOffers,
  inTransaction,
  Job,
  moveAttempt,
  type Node,
  NodeFailure,
  type OfferRequest,
  Outbox,
  offerJobs,
  Reservation,
  readEvents,
  type Storage,
} from '../index.js'
import { makeJob, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 12 },
)

const ACCEPTANCE = { number: 1, acceptance: { expiry: 0, signature: '0x' } } as const
const accept = async (offer: Attempt) =>
  (await inTransaction(storage, (em) => acceptOffer(em, offer, ACCEPTANCE))).outcome
const score = { total: 1, terms: {}, weights: {} }
const candidates = (...nodes: Node[]) => nodes.map(({ id }) => ({ nodeId: id, rate: 1_000n, score }))
const requestFor = (job: Job, nodes: Node[], overrides: Partial<OfferRequest> = {}): OfferRequest => ({
  jobId: job.id,
  wanted: 1,
  seconds: 10,
  candidates: candidates(...nodes),
  ...overrides,
})
const offerOne = async (request: OfferRequest) =>
  (await offerJobs(storage, [request], 'timeout-queue')).get(request.jobId)
const queued = (overrides: Partial<Job> = {}) => makeJob(storage.fork(), { state: 'QUEUED', ...overrides })
const node = (overrides: Partial<Node> = {}) => makeNode(storage.fork(), overrides)
const jobOf = (id: string) => storage.fork().findOneOrFail(Job, { id })
const attemptsOf = (jobId: string) => storage.fork().find(Attempt, { jobId }, { orderBy: { nodeId: 'asc' } })

async function offeredTo(...nodes: Node[]) {
  const job = await queued()
  await offerOne(requestFor(job, nodes, { wanted: nodes.length }))
  const made = await attemptsOf(job.id)
  const to = (wanted: Node) => made.find(({ nodeId }) => nodeId === wanted.id) as Attempt
  return { job: await jobOf(job.id), to }
}

describe('replicas of a job', () => {
  const providersOf = async (jobs: readonly Job[]) =>
    (await Promise.all(jobs.map(({ id }) => attemptsOf(id)))).flat().map(({ provider }) => provider)

  it('are never offered to one owner at a time, whoever offers them', async () => {
    const owner = `0x${'0a'.repeat(20)}`
    const nodes = [await node({ provider: owner }), await node({ provider: owner }), await node()]
    const replicaSet = randomUUID()
    const jobs = [await queued({ replicaSet }), await queued({ replicaSet }), await queued({ replicaSet })]
    const rounds = jobs.map(async (job) => {
      for (let round = 0; round < 20; round++) {
        const outcome = await offerOne(requestFor(job, nodes))
        if (outcome?.outcome !== 'BUSY') return
      }
    })
    await Promise.all(rounds)
    const all = await providersOf(jobs)
    expect(all).toHaveLength(2)
    expect(new Set(all)).toEqual(new Set([owner, nodes[2]?.provider]))
    // Those of one call, too.
    const more = randomUUID()
    const others = [await queued({ replicaSet: more }), await queued({ replicaSet: more })]
    await offerJobs(
      storage,
      others.map((job) => requestFor(job, nodes)),
      'timeout-queue',
    )
    expect(new Set(await providersOf(others)).size).toBe(2)
  })

  it('may go to an owner that did not take another one', async () => {
    const only = await node()
    const replicaSet = randomUUID()
    const [first, second] = [await queued({ replicaSet }), await queued({ replicaSet })]
    await offerOne(requestFor(first, [only]))
    expect(await offerOne(requestFor(second, [only]))).toMatchObject({ outcome: 'NONE', changed: 1 })
    const [offer] = await attemptsOf(first.id)
    await inTransaction(storage, (em) =>
      endOffer(
        em,
        { id: offer?.id as string, jobId: first.id },
        { to: 'DECLINED', reason: 'no', reasonCode: 'NO', jobReason: 'no', matchQueue: 'match-queue' },
      ),
    )
    expect(await offerOne(requestFor(second, [only]))).toMatchObject({ outcome: 'OFFERED' })
  })
})

describe('an offer', () => {
  it('is the attempt, its reservation, both events and the message that ends it, in one', async () => {
    const [job, one] = [await queued({ units: 2 }), await node()]
    const outcome = await offerOne(requestFor(job, [one]))
    if (outcome?.outcome !== 'OFFERED') throw new Error('expected an offer')
    const [offer] = outcome.offers
    expect(outcome.offers).toEqual([{ offerId: offer?.offerId, nodeId: one.id, expiresAt: expect.any(Date) }])
    expect(await jobOf(job.id)).toMatchObject({ state: 'MATCHED', nodeId: one.id })
    expect(await attemptsOf(job.id)).toMatchObject([
      { id: offer?.offerId, state: 'OFFERED', provider: one.provider, rate: 1_000n, taskId: job.taskId, score },
    ])
    expect(await storage.fork().find(Reservation, { nodeId: one.id })).toMatchObject([
      { attemptId: offer?.offerId, quantity: 2, expiresAt: offer?.expiresAt },
    ])
    const [event] = await readEvents(storage.fork(), `offers:${one.id}`, 0)
    const deadline = Math.floor((offer?.expiresAt.getTime() ?? 0) / 1000)
    expect(event?.data).toEqual({
      kind: 'OFFERED',
      offerId: offer?.offerId,
      nodeId: one.id,
      jobId: job.id,
      deadline,
      reason: null,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
    const [moved] = await readEvents(storage.fork(), `job:${job.id}`, 0)
    expect(moved?.data).toMatchObject({ jobId: job.id, state: 'MATCHED', attempt: 0, nodeId: one.id, reason: null })
    const [message] = await storage.fork().find(Outbox, { payload: { offerId: offer?.offerId } })
    expect(message).toMatchObject({ queue: 'timeout-queue', delayUntil: offer?.expiresAt })
  })

  it('never promises more units than a node has, however many ask at once', async () => {
    const one = await node({ units: 3 })
    const jobs = await Promise.all(Array.from({ length: 8 }, () => queued()))
    // A search that finds the node locked repeats, as the worker does.
    const results = await Promise.all(
      jobs.map(async (job) => {
        for (;;) {
          const outcome = await offerOne(requestFor(job, [one]))
          if (outcome?.outcome !== 'NONE' || outcome.locked === 0) return outcome
        }
      }),
    )
    expect(results.filter((outcome) => outcome?.outcome === 'OFFERED')).toHaveLength(3)
    expect(results.filter((outcome) => outcome?.outcome === 'NONE' && outcome.full === 1)).toHaveLength(5)
    expect(await storage.fork().count(Reservation, { nodeId: one.id })).toBe(3)
  })

  it('goes to the next candidate when a node is full, has changed since it was chosen, or is being taken', async () => {
    const [full, dearer, offline, taken, free] = await Promise.all([
      node({ units: 1 }),
      node({ asks: { [`0x${'0'.repeat(40)}`]: '1001' } }),
      node({ online: false }),
      node(),
      node(),
    ])
    await makeOffer(storage, await queued(), full)
    const job = await queued()
    await storage.fork().transactional(async (em) => {
      await em.execute('select 1 from node where id = ? for no key update', [taken.id])
      const all = [full, dearer, offline, taken]
      expect(await offerOne(requestFor(job, all))).toEqual({ outcome: 'NONE', locked: 1, changed: 2, full: 1 })
      expect(await offerOne(requestFor(job, [...all, free]))).toMatchObject({ offers: [{ nodeId: free.id }] })
    })
  })

  it('is made once for a job, by whichever process is first', async () => {
    const [job, nodes] = [await queued(), await Promise.all([node(), node(), node(), node()])]
    const outcomes = await Promise.all(nodes.map((one) => offerOne(requestFor(job, [one]))))
    expect(outcomes.filter((made) => made?.outcome === 'OFFERED')).toHaveLength(1)
    expect(await attemptsOf(job.id)).toHaveLength(1)
    expect(await offerOne(requestFor(job, nodes))).toEqual({ outcome: 'MOVED' })
  })

  it('says that a job is busy while somebody else moves it', async () => {
    const [job, one] = [await queued(), await node()]
    await storage.fork().transactional(async (em) => {
      await em.execute('select 1 from job where id = ? for no key update', [job.id])
      expect(await offerOne(requestFor(job, [one]))).toEqual({ outcome: 'BUSY' })
    })
  })

  it('is made for many jobs at once, each seeing what those before it took', async () => {
    const [small, large] = [await node({ units: 1 }), await node({ units: 9 })]
    const jobs = await Promise.all(Array.from({ length: 5 }, () => queued()))
    const outcomes = await offerJobs(
      storage,
      jobs.map((job) => requestFor(job, [small, large])),
      'timeout-queue',
    )
    const taken = [...outcomes.values()].flatMap((made) => (made.outcome === 'OFFERED' ? made.offers : []))
    expect(taken.map(({ nodeId }) => nodeId).sort()).toEqual([small.id, ...Array(4).fill(large.id)].sort())
    const events = await readEvents(storage.fork(), `offers:${large.id}`, 0)
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('takes over what an expired one held, which can not be accepted any more, whatever the clock does', async () => {
    const one = await node({ units: 1 })
    const late = await makeOffer(storage, await queued(), one, -1)
    const next = await makeOffer(storage, await queued(), one)
    expect(next?.state).toBe('OFFERED')
    // A clock set back would make the first one look good again.
    await storage.fork().nativeUpdate(Attempt, { id: late?.id ?? '' }, { expiresAt: new Date(Date.now() + 60_000) })
    expect(await accept(late as Attempt)).toBe('EXPIRED')
    expect(await accept(next as Attempt)).toBe('ACCEPTED')
    expect(await storage.fork().count(Reservation, { nodeId: one.id })).toBe(1)
  })

  it('that has run out is not accepted, even when nobody has ended it yet', async () => {
    const late = await makeOffer(storage, await queued(), await node(), -1)
    expect(await accept(late as Attempt)).toBe('EXPIRED')
  })

  it('refuses a batch with a job twice', async () => {
    const [job, one] = [await queued(), await node()]
    await expect(
      offerJobs(storage, [requestFor(job, [one]), requestFor(job, [one])], 'timeout-queue'),
    ).rejects.toMatchObject({
      code: 'JOB_TWICE',
    })
  })
})

describe('offers to several nodes at once', () => {
  it('leave the job without a node until the first acceptance, which wins', async () => {
    const [a, b, c] = await Promise.all([node({ units: 1 }), node(), node()])
    const { job, to } = await offeredTo(a, b, c)
    expect(job).toMatchObject({ state: 'MATCHED', nodeId: null })
    expect(await accept(to(b))).toBe('ACCEPTED')
    expect(await jobOf(job.id)).toMatchObject({ state: 'MATCHED', nodeId: b.id })
    for (const loser of [a, c]) {
      expect(await storage.fork().findOneOrFail(Attempt, { id: to(loser).id })).toMatchObject({
        state: 'WITHDRAWN',
        reason: 'another node accepted the job first',
        reasonCode: 'ANOTHER_ACCEPTED',
      })
      const events = await readEvents(storage.fork(), `offers:${loser.id}`, 0)
      expect(events.map(({ data }) => [data.kind, data.reason])).toEqual([
        ['OFFERED', null],
        ['WITHDRAWN', 'another node accepted the job first'],
      ])
      expect(await storage.fork().count(Reservation, { nodeId: loser.id })).toBe(0)
      expect(await storage.fork().findOne(NodeFailure, { nodeId: loser.id })).toBeNull()
    }
    expect(await accept(to(a))).toBe('CLOSED')
    // The unit of the loser is free for others, and the loser may be asked for the same job again.
    expect(await makeOffer(storage, await queued(), a)).not.toBeNull()
    await storage.fork().nativeUpdate(Job, { id: job.id }, { state: 'QUEUED', nodeId: null })
    expect(await offerOne(requestFor(job, [b, c]))).toMatchObject({ offers: [{ nodeId: c.id }] })
  })

  it('have one winner when all accept in the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const nodes = await Promise.all([node(), node(), node()])
      const { job, to } = await offeredTo(...nodes)
      const answers = await Promise.all(nodes.map((one) => accept(to(one))))
      expect(answers.sort()).toEqual(['ACCEPTED', 'CLOSED', 'CLOSED'])
      const states = (await attemptsOf(job.id)).map(({ state }) => state).sort()
      expect(states).toEqual(['ACCEPTED', 'WITHDRAWN', 'WITHDRAWN'])
    }
  }, 60_000)

  it('send the job back to the search when the last one ends, not before', async () => {
    const [a, b, c] = await Promise.all([node(), node(), node()])
    const { job, to } = await offeredTo(a, b, c)
    const decline = (offer: Attempt) =>
      inTransaction(storage, (em) =>
        endOffer(em, offer, {
          to: 'DECLINED',
          reason: 'busy',
          reasonCode: 'OFFER_DECLINED',
          jobReason: 'declined',
          matchQueue: 'search-queue',
        }),
      )
    expect(await decline(to(a))).toBe(true)
    expect(await decline(to(a))).toBe(false)
    expect((await jobOf(job.id)).state).toBe('MATCHED')
    await storage.fork().execute(`update attempt set expires_at = now() where job_id = '${job.id}'`)
    const silent = await inTransaction(storage, (em) => expireOffers(em, job.id, 'search-queue'))
    expect(silent).toEqual([b.id, c.id].sort())
    expect(await jobOf(job.id)).toMatchObject({ state: 'QUEUED', nodeId: null, reasonCode: 'OFFER_EXPIRED' })
    expect(await storage.fork().find(Outbox, { queue: 'search-queue', payload: { jobId: job.id } })).toHaveLength(1)
    expect(await inTransaction(storage, (em) => expireOffers(em, job.id, 'search-queue'))).toEqual([])
    // Never the same node twice.
    expect(await offerOne(requestFor(job, [a, b, c]))).toEqual({ outcome: 'NONE', locked: 0, changed: 3, full: 0 })
  })
})

describe('failure memory', () => {
  it('counts failures of any job against the node, fading, and a success halves it', async () => {
    const one = await node({ units: 9 })
    const points = async () => (await storage.fork().findOne(NodeFailure, { nodeId: one.id }))?.points ?? 0
    const end = async (to: 'OFFER_EXPIRED' | 'DECLINED') => {
      const offer = (await makeOffer(storage, await queued(), one)) as Attempt
      await inTransaction(storage, (em) => moveAttempt(em, offer, to))
    }
    await end('OFFER_EXPIRED')
    expect(await points()).toBeCloseTo(1, 3)
    await storage.fork().execute(`update node_failure set at = at - interval '1 hour'`)
    await end('OFFER_EXPIRED')
    expect(await points()).toBeCloseTo(1.5, 3)
    await end('DECLINED')
    expect(await points()).toBeCloseTo(1.75, 3)
    const offer = (await makeOffer(storage, await queued(), one)) as Attempt
    await accept(offer)
    for (const [from, to] of [
      ['ACCEPTED', 'ASSIGNED'],
      ['ASSIGNED', 'EXECUTING'],
      ['EXECUTING', 'SUBMITTED'],
      ['SUBMITTED', 'SUCCEEDED'],
    ] as const) {
      await inTransaction(storage, (em) => moveAttempt(em, { id: offer.id, state: from }, to))
    }
    expect(await points()).toBeCloseTo(0.875, 3)
  })
})

it('ends what nobody ended: unknown ids are no offers', async () => {
  expect(await inTransaction(storage, (em) => expireOffers(em, randomUUID(), 'search-queue'))).toEqual([])
})
