import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SmallTaskCaps } from '@aiigo/chain'
import type { JobSpec } from '@aiigo/domain'
import { createLiveIndex, type MatchRequest, rank, startMatchIndex } from '@aiigo/matching'
import { queues } from '@aiigo/queue'
import { createLogger } from '@aiigo/service'
import { Attempt, createNodeChangeReader, expireOffers, inTransaction, Job, Node, type Storage } from '@aiigo/storage'
import { makeJob, makeJobSpec, makeNode, type TestDatabase, until } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { createBatcher } from './createBatcher.js'
import { createMatchEngine } from './createMatchEngine.js'

let database: TestDatabase
let storage: Storage

withStorage((opened, itsDatabase) => {
  storage = opened
  database = itsDatabase
})
beforeEach(async () => {
  await storage
    .fork()
    .execute('truncate job, attempt, reservation, node, node_failure, event, outbox, job_log, challenge cascade')
})

const log = createLogger({ name: 'test', level: 'silent' })
const node = (overrides: Partial<Node> = {}) => makeNode(storage.fork(), overrides)
const queued = (overrides: Partial<Job> = {}) => makeJob(storage.fork(), { state: 'QUEUED', ...overrides })
const attemptsOf = (jobId: string) => storage.fork().find(Attempt, { jobId }, { orderBy: { nodeId: 'asc' } })

async function worker(smallTaskCaps: SmallTaskCaps = async () => 0n) {
  const matchIndex = await createLiveIndex({ changes: createNodeChangeReader(storage), startIndex: startMatchIndex })
  return { matchIndex, matchEngine: createMatchEngine({ storage, matchIndex, smallTaskCaps, log, offerSeconds: 30 }) }
}

describe('a search', () => {
  it('spreads work among nodes of equal score', async () => {
    const nodes = await Promise.all(Array.from({ length: 20 }, () => node({ units: 100 })))
    const jobs = await Promise.all(Array.from({ length: 200 }, () => queued()))
    const { matchEngine } = await worker()
    await Promise.all(jobs.map(({ id }) => matchEngine.match(id)))
    const given = await storage
      .fork()
      .execute<{ node_id: string; count: string }[]>('select node_id, count(*) from attempt group by node_id')
    const counts = given.map(({ count }) => Number(count))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200)
    // Ten each on average; by chance no node is far from it, and by node id one would have them all.
    expect(counts).toHaveLength(nodes.length)
    expect(Math.max(...counts)).toBeLessThanOrEqual(25)
  }, 60_000)

  it('asks several nodes at once for a buyer who is in a hurry', async () => {
    await Promise.all(Array.from({ length: 6 }, () => node()))
    const hurried = await queued({ spec: makeJobSpec({ profile: 'fastest' }) })
    const five = await queued({ spec: makeJobSpec({ parallelOffers: 5 }) })
    const usual = await queued()
    const { matchEngine } = await worker()
    await Promise.all([hurried, five, usual].map(({ id }) => matchEngine.match(id)))
    const asked = await Promise.all([hurried, five, usual].map(async ({ id }) => (await attemptsOf(id)).length))
    expect(asked).toEqual([3, 5, 1])
  })

  it('never asks a node twice for a job, and remembers across jobs who did not answer', async () => {
    const silent = await node({ reputation: 6_000 })
    const [first, second] = [await queued(), await queued()]
    const { matchEngine } = await worker()
    await matchEngine.match(first.id)
    expect((await attemptsOf(first.id)).map(({ nodeId }) => nodeId)).toEqual([silent.id])
    await storage.fork().execute(`update attempt set expires_at = now()`)
    await inTransaction(storage, (em) => expireOffers(em, first.id, queues.match.name))
    await matchEngine.match(first.id)
    expect(await attemptsOf(first.id)).toHaveLength(1)
    const job = await storage.fork().findOneOrFail(Job, { id: first.id })
    expect(job).toMatchObject({ state: 'QUEUED', reasonCode: 'NO_NODE_FITS' })
    expect(job.reason).toContain('already had an attempt')
    // Another one that is a little worse is better than one that stayed silent a moment ago.
    const answering = await node({ reputation: 5_800 })
    await matchEngine.match(second.id)
    const [made] = await attemptsOf(second.id)
    expect(made).toMatchObject({ nodeId: answering.id, score: { penalty: 0 } })
  })

  it('asks BASIC nodes for no task above the cap of its token', async () => {
    const basic = await node({ trustLevel: 'BASIC', reputation: 9_000 })
    const [small, big, uncapped] = [
      await queued({ budget: 1_000n }),
      await queued({ budget: 1_001n }),
      await queued({ budget: 1_001n }),
    ]
    const { matchEngine } = await worker(async (token) => (token === big.token ? 1_000n : 1n))
    await Promise.all([small, big].map(({ id }) => matchEngine.match(id)))
    expect((await attemptsOf(small.id)).map(({ nodeId }) => nodeId)).toEqual([basic.id])
    expect(await attemptsOf(big.id)).toEqual([])
    const { reasonCode, reason } = await storage.fork().findOneOrFail(Job, { id: big.id })
    expect(reasonCode).toBe('NO_NODE_FITS')
    expect(reason).toContain('STANDARD contracts need a node of at least VERIFIED; the node is BASIC')
    const verified = await node({ trustLevel: 'VERIFIED', reputation: 1_000 })
    await matchEngine.match(big.id)
    expect((await attemptsOf(big.id)).map(({ nodeId }) => nodeId)).toEqual([verified.id])
    // Where governance set no cap, the best one has it.
    await (await worker()).matchEngine.match(uncapped.id)
    expect((await attemptsOf(uncapped.id)).map(({ nodeId }) => nodeId)).toEqual([basic.id])
  })

  it.each<[string, Partial<JobSpec['resources']>, Partial<Node>]>([
    ['an SLA', { minUptimeBps: 9_900 }, { uptimeBps: 9_900 }],
    ['a latency', { fromRegion: 'EU', maxLatencyMs: 60 }, { region: 'EU', roundTripMs: 10 }],
    ['a tier', { tiers: ['CLOUD'] }, { tier: 'CLOUD' }],
    ['a standard contract', { contract: 'STANDARD' }, { trustLevel: 'VERIFIED' }],
    ['an enterprise contract', { contract: 'ENTERPRISE' }, { trustLevel: 'TRUSTED' }],
    ['a direct contract', { contract: 'DIRECT' }, { trustLevel: 'PARTNER' }],
  ])('goes only to nodes that keep %s that its job asks for', async (_what, asked, kept) => {
    const usual = { region: 'US', uptimeBps: 9_899, trustLevel: 'BASIC' } as const
    const better = await node({ ...usual, reputation: 9_900 })
    const fitting = await node({ ...usual, reputation: 500, ...kept })
    const { resources } = makeJobSpec()
    const weights = { price: 0, reputation: 10_000, latency: 0, uptime: 0, verifiedPower: 0 }
    const job = (changes: typeof asked) =>
      queued({ spec: makeJobSpec({ resources: { ...resources, ...changes }, profile: undefined, weights }) })
    const [asking, easy] = [await job(asked), await job({})]
    const { matchEngine } = await worker()
    await Promise.all([asking, easy].map(({ id }) => matchEngine.match(id)))
    expect((await attemptsOf(asking.id)).map(({ nodeId }) => nodeId)).toEqual([fitting.id])
    expect((await attemptsOf(easy.id)).map(({ nodeId }) => nodeId)).toEqual([better.id])
    // Without that node no node has it, and the job says why.
    const next = await job(asked)
    await storage.fork().nativeUpdate(Node, { id: fitting.id }, { online: false })
    await matchEngine.match(next.id)
    expect(await attemptsOf(next.id)).toEqual([])
    expect(await storage.fork().findOneOrFail(Job, { id: next.id })).toMatchObject({ reasonCode: 'NO_NODE_FITS' })
  })

  it('offers nothing while a cap cannot be read, and the job is searched for again', async () => {
    await node()
    const job = await queued()
    const away = new Error('the chain is away')
    const { matchEngine } = await worker(async () => {
      throw away
    })
    await expect(matchEngine.match(job.id)).rejects.toBe(away)
    expect(await attemptsOf(job.id)).toEqual([])
  })

  it('finds with several workers at once what there is room for, and promises nothing twice', async () => {
    const units = [1, 1, 2, 3, 5, 8]
    await Promise.all(units.map((one) => node({ units: one })))
    const jobs = await Promise.all(Array.from({ length: 30 }, () => queued()))
    const workers = await Promise.all([worker(), worker(), worker()])
    for (let round = 0; round < 10; round++) {
      await Promise.all(jobs.flatMap(({ id }) => workers.map(({ matchEngine }) => matchEngine.match(id))))
      if ((await storage.fork().count(Job, { state: 'MATCHED' })) === 20) break
    }
    expect(await storage.fork().count(Job, { state: 'MATCHED' })).toBe(20)
    const over = `select n.id from node n where n.units <> (select coalesce(sum(quantity), 0) from reservation r where r.node_id = n.id)`
    expect(await storage.fork().execute(over)).toEqual([])
  }, 60_000)
})

describe('the index of a worker', () => {
  it('answers as a search through the database does, whatever changed', async () => {
    const nodes = await Promise.all(Array.from({ length: 30 }, (_, i) => node({ units: 3, reputation: i * 300 })))
    const { matchIndex, matchEngine } = await worker()
    for (let round = 0; round < 15; round++) {
      const one = nodes[(round * 7) % nodes.length] as Node
      const em = storage.fork()
      const changes: Partial<Node>[] = [
        { online: false },
        { asks: { [`0x${'0'.repeat(40)}`]: String(500 + round * 50) } },
        { reputation: 9_999 - round },
        { availability: 'DRAINING' },
        { online: true, availability: 'AVAILABLE' },
      ]
      await em.nativeUpdate(Node, { id: one.id }, changes[round % changes.length] ?? {})
      await matchEngine.match((await queued()).id)
      await matchIndex.refresh()
      const request: MatchRequest = {
        buyer: '',
        resourceType: 'CPU',
        units: 2,
        token: `0x${'0'.repeat(40)}`,
        maxRate: 2_000n,
        memoryMiB: 1,
        allow: [],
        deny: [],
        tried: [],
        weights: 'balanced',
      }
      const fresh = await createLiveIndex({ changes: createNodeChangeReader(storage), startIndex: startMatchIndex })
      expect(matchIndex.version.seq).toBe(fresh.version.seq)
      expect(matchIndex.match(request, 30).ranked).toEqual(fresh.match(request, 30).ranked)
      // And as the rows say by themselves.
      const rows = await em.execute<{ id: string; free: number; reputation: number; ask: string }[]>(
        `select id, reputation, asks ->> '0x${'0'.repeat(40)}' as ask,
           units - coalesce((select sum(quantity) from reservation r where r.node_id = node.id), 0)::int as free
         from node where online and availability = 'AVAILABLE'`,
      )
      const plain = rank(
        rows.map(({ id, free, reputation, ask }) => ({
          id,
          provider: `0x${'1'.repeat(40)}`,
          resourceType: 'CPU' as const,
          state: 'ACTIVE' as const,
          availability: 'AVAILABLE' as const,
          online: true,
          freeUnits: free,
          region: 'EU',
          tier: 'COMMUNITY' as const,
          trustLevel: 'BASIC' as const,
          reputation,
          asks: { [`0x${'0'.repeat(40)}`]: ask },
          memoryMiB: 4_096,
          hardware: {},
          tflops: null,
          hashesPerSecond: 0n,
          roundTripMs: null,
          uptimeBps: 10_000,
        })),
        request,
        30,
      )
      expect(matchIndex.match(request, 30).ranked.map(({ nodeId }) => nodeId)).toEqual(
        plain.map(({ nodeId }) => nodeId),
      )
    }
  }, 120_000)
})

describe('workers that are killed', () => {
  it('leave nothing half done and nothing promised twice; the others finish', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => node({ units: 1 + (i % 4) })))
    await Promise.all(Array.from({ length: 60 }, () => queued()))
    const start = async (): Promise<ChildProcess> => {
      const path = new URL('../../testing/matchingProcess.mjs', import.meta.url)
      const child = fork(path, [database.databaseUrl], { stdio: 'inherit' })
      await once(child, 'message')
      return child
    }
    const capacity = 30
    const alive = await Promise.all([start(), start()])
    for (let kills = 0; kills < 4; kills++) {
      await sleep(20 + kills * 15)
      const [victim] = alive.splice(kills % alive.length, 1)
      victim?.kill('SIGKILL')
      alive.push(await start())
      await storage.fork().execute(
        // Some of what was found is given up again, so that there is work until the end.
        `delete from reservation where attempt_id in (select id from attempt where state = 'OFFERED' order by random() limit 5)`,
      )
    }
    await until(async () => {
      const [sum] = await storage.fork().execute<{ used: string }[]>('select sum(quantity) as used from reservation')
      return Number(sum?.used) === capacity
    }, 60_000)
    for (const child of alive) child.kill('SIGKILL')
    const [judged] = await storage.fork().execute<Record<string, string>[]>(
      `select (select sum(quantity) from reservation) as used,
         (select count(*) from node n where n.units < (select sum(quantity) from reservation r where r.node_id = n.id)) as over,
         (select count(*) from job j where (j.state = 'MATCHED') <> exists (select 1 from attempt a where a.job_id = j.id)) as torn,
         (select count(*) from (select job_id from attempt group by job_id having count(*) > 1) t) as twice,
         (select count(*) from attempt a where 1 <> (select count(*) from event e where e.topic = 'offers:' || a.node_id
            and e.data ->> 'offerId' = a.id::text)) as untold`,
    )
    expect(judged).toEqual({ used: String(capacity), over: '0', torn: '0', twice: '0', untold: '0' })
  }, 120_000)
})

describe('a batcher', () => {
  it('gathers what comes while a batch is under way, each item once, and repeats what asks for it', async () => {
    const batches: string[][] = []
    const batcher = createBatcher<string>(
      async (items, roundOf) => {
        batches.push([...items])
        await sleep(10)
        return items.filter((item) => item === 'again' && roundOf(item) < 9)
      },
      { maxItems: 3, maxRounds: 2, restMs: 1 },
    )
    await Promise.all(['a', 'b', 'again', 'a', 'c', 'd'].map((item) => batcher.add(item)))
    expect(batches).toEqual([
      ['a', 'b', 'again'],
      ['c', 'd', 'again'],
    ])
  })

  it('lets the bad item of a batch fail alone', async () => {
    const batcher = createBatcher<string>(
      async (items) => {
        if (items.includes('bad')) throw new Error('bad')
        return []
      },
      { maxItems: 9, maxRounds: 2, restMs: 1 },
    )
    const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map((item) => batcher.add(item)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})
