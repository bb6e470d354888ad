import { randomUUID } from 'node:crypto'
import { createLogger } from '@aiigo/service'
import {
  Attempt,
  createTierLooks,
  Job,
  Node,
  Reservation,
  readCapacity,
  type Storage,
  setTierPlan,
} from '@aiigo/storage'
import { makeJob, makeJobSpec, makeNode } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { capacity } from './capacity.js'

const log = createLogger({ name: 'test', level: 'silent' })
let storage: Storage

withStorage((opened) => {
  storage = opened
})
beforeEach(async () => {
  await storage.fork().execute('truncate job, node, demand_hour, capacity_count, capacity_alert, tier_plan cascade')
})

const count = async () => {
  await capacity({ storage, log })
  const found = await readCapacity(storage.fork())
  if (!found) throw new Error('expected a count')
  return found
}
const rowOf = <T extends { resourceType: string; region: string }>(rows: readonly T[], region: string, tier?: string) =>
  rows.find(
    (row) => row.resourceType === 'CPU' && row.region === region && (!tier || (row as { tier?: string }).tier === tier),
  )

async function reserved(nodeId: string, quantity: number, expiresAt: Date | null): Promise<void> {
  const em = storage.fork()
  const job = await makeJob(em, { units: quantity })
  const id = randomUUID()
  await em.insert(Attempt, {
    id,
    jobId: job.id,
    taskId: job.taskId,
    nodeId,
    provider: '0x',
    state: 'OFFERED',
    rate: 1n,
    score: { total: 0, terms: {}, weights: {} },
    offeredAt: new Date(),
    expiresAt: new Date(),
  })
  await em.insert(Reservation, { attemptId: id, nodeId, quantity, expiresAt })
}

describe('the capacity job', () => {
  test('counts what can work, what is promised, what runs and what waits', async () => {
    const em = storage.fork()
    const big = await makeNode(em, { units: 10, uptimeBps: 9_000 })
    await makeNode(em, { units: 5, region: 'AF', uptimeBps: 9_901 })
    await makeNode(em, { units: 4, tier: 'OWNED', region: 'US' })
    await makeNode(em, { units: 100, online: false })
    await makeNode(em, { units: 100, availability: 'DRAINING' })
    await makeNode(em, { units: 100, state: 'INACTIVE' })
    await reserved(big.id, 3, null)
    await reserved(big.id, 2, new Date(Date.now() + 60_000))
    await reserved(big.id, 1, new Date(Date.now() - 60_000))
    await makeJob(em, { state: 'EXECUTING', nodeId: big.id, units: 3 })
    await makeJob(em, { state: 'MATCHED', nodeId: big.id, units: 2 })
    await makeJob(em, { state: 'QUEUED', units: 5 })
    const { resources } = makeJobSpec()
    const spec = (region: ('EU' | 'US')[]) => makeJobSpec({ resources: { ...resources, region } })
    await makeJob(em, { state: 'QUEUED', units: 7, spec: spec(['EU', 'US']) })
    await makeJob(em, { state: 'QUEUED', units: 6, spec: spec(['US']) })
    for (const state of ['SUBMITTED', 'PAID', 'VERIFYING'] as const)
      await makeJob(em, { state, nodeId: big.id, units: 50 })

    const { tiers, demand } = await count()
    expect(rowOf(tiers, 'EU', 'COMMUNITY')).toMatchObject({ nodes: 1, supplyUnits: 10, freeUnits: 5, uptimeBps: 9_000 })
    expect(rowOf(tiers, 'US', 'OWNED')).toMatchObject({ nodes: 1, supplyUnits: 4, freeUnits: 4 })
    expect(rowOf(tiers, 'ALL', 'COMMUNITY')).toMatchObject({
      supplyUnits: 15,
      targetUnits: 12,
      headroomUnits: 3,
      uptimeBps: 9_300,
    })
    const seen = ['EU', 'US', 'ANY', 'ALL'].map((region) => {
      const row = rowOf(demand, region)
      return [row?.runningUnits, row?.waitingUnits, row?.demandUnits]
    })
    expect(seen).toEqual([
      [5, 0, 5],
      [0, 6, 6],
      [0, 12, 12],
      [5, 18, 23],
    ])
  })

  test('plans for the peak of the last 24 hours', async () => {
    const job = await makeJob(storage.fork(), { state: 'QUEUED', units: 40 })
    await count()
    await storage.fork().nativeUpdate(Job, { id: job.id }, { state: 'CANCELLED' })
    expect(rowOf((await count()).demand, 'ALL')).toMatchObject({ demandUnits: 0, plannedUnits: 40 })
    expect(rowOf((await count()).tiers, 'ALL', 'CLOUD')).toMatchObject({ targetUnits: 12 })
    await storage.fork().execute(`update demand_hour set hour = hour - interval '25 hours'`)
    expect(rowOf((await count()).demand, 'ALL')).toMatchObject({ demandUnits: 0, plannedUnits: 0 })
  })

  test('an alert is open while what it is about lasts, with its first moment, and comes again as a new one', async () => {
    const node = await makeNode(storage.fork(), { units: 2, tier: 'OWNED' })
    const plan = { tier: 'OWNED', resourceType: 'CPU', region: 'EU', cloud: null, units: 3 } as const
    await setTierPlan(storage.fork(), plan, '0x0')
    const first = (await count()).alerts
    expect(first.map(({ code, region, severity }) => [code, region, severity])).toEqual([
      ['PLAN_NOT_MET', 'EU', 'CRITICAL'],
      ['PLAN_NOT_MET', 'ALL', 'CRITICAL'],
    ])
    await storage.fork().nativeUpdate(Node, { id: node.id }, { units: 1 })
    const second = (await count()).alerts
    expect(second.map(({ since }) => since)).toEqual(first.map(({ since }) => since))
    expect(second[0]?.message).toContain('1 are up')
    await storage.fork().nativeUpdate(Node, { id: node.id }, { units: 3 })
    expect((await count()).alerts).toEqual([])
    await storage.fork().nativeUpdate(Node, { id: node.id }, { units: 2 })
    const again = (await count()).alerts
    expect((again[0]?.since.getTime() ?? 0) > (first[0]?.since.getTime() ?? 0)).toBe(true)
    const [kept] = await storage.fork().execute<{ alerts: string }[]>('select count(*) as alerts from capacity_alert')
    expect(Number(kept?.alerts)).toBe(4)
  })

  test('two processes at once count once each, without harm', async () => {
    await makeJob(storage.fork(), { state: 'QUEUED', units: 3 })
    await Promise.all([capacity({ storage, log }), capacity({ storage, log }), capacity({ storage, log })])
    const { alerts } = await count()
    expect(new Set(alerts.map(({ code, region, tier }) => `${code} ${region} ${tier}`)).size).toBe(alerts.length)
    expect(alerts.some(({ code }) => code === 'WAITING_WITHOUT_SUPPLY')).toBe(true)
  })
})

describe('the order of tiers', () => {
  const CALM = [['COMMUNITY'], ['CLOUD'], ['OWNED']]
  const looks = async (now: () => number = Date.now) => {
    const tiers = createTierLooks({ storage, now, onError: (error) => expect(error).toBeUndefined() })
    await tiers.refresh()
    return tiers.looksOf({ resourceType: 'CPU' })
  }

  test('follows the last count: overflow lets CLOUD in at once, until the count is too old to believe', async () => {
    expect(await looks()).toEqual(CALM)
    await makeJob(storage.fork(), { state: 'QUEUED', units: 3 })
    await capacity({ storage, log })
    expect(await looks()).toEqual([['COMMUNITY', 'CLOUD'], ['OWNED']])
    expect(await looks(() => Date.now() + 301_000)).toEqual(CALM)
  })

  test('goes on without a database', async () => {
    const errors: unknown[] = []
    const away = {
      fork() {
        throw new Error('away')
      },
    } as unknown as Storage
    const tiers = createTierLooks({ storage: away, onError: (error) => errors.push(error) })
    await tiers.refresh()
    expect(errors).toHaveLength(1)
    expect(tiers.looksOf({ resourceType: 'CPU' })).toEqual(CALM)
  })
})
