import type { Tier } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { startMatchIndex } from '../createMatchIndex.js'
import type { MatchRequest, RankedNode } from '../types.js'
import { createLiveIndex } from './createLiveIndex.js'
import type { LiveChange, LiveNode, NodeChanges } from './LiveIndex.js'
import { rankWithPenalties } from './rankWithPenalties.js'
import { startScanIndex } from './startScanIndex.js'

const TOKEN = `0x${'0'.repeat(40)}`
const NOW = 1_700_000_000_000

const idOf = (n: number): string => `0x${n.toString(16).padStart(16, '0')}`

function liveNode(n: number, overrides: Partial<LiveNode> = {}): LiveNode {
  return {
    id: idOf(n),
    provider: `0x${n.toString(16).padStart(40, '0')}`,
    resourceType: 'CPU',
    state: 'ACTIVE',
    availability: 'AVAILABLE',
    online: true,
    units: 4,
    usedUnits: 0,
    region: 'EU',
    tier: 'COMMUNITY',
    trustLevel: 'BASIC',
    reputation: 5_000,
    asks: { [TOKEN]: '500' },
    spec: { memoryMiB: 4_096 },
    hashesPerSecond: 2n ** 25n,
    roundTripMs: null,
    uptimeBps: 9_500,
    failures: null,
    ...overrides,
  }
}

const REQUEST: MatchRequest = {
  buyer: `0x${'b'.repeat(40)}`,
  resourceType: 'CPU',
  units: 1,
  token: TOKEN,
  maxRate: 1_000n,
  memoryMiB: 128,
  allow: [],
  deny: [],
  tried: [],
  weights: 'balanced',
}

/** A database for tests: nodes and the numbers of their changes. */
function fakeFeed(...start: LiveNode[]) {
  const nodes = new Map(start.map((node) => [node.id, node]))
  let seq = 0
  let forgotten = 0
  let log: { seq: number; id: string; freeUnits?: number }[] = []
  const looks: number[] = []
  const changes: NodeChanges = {
    async load(onPage) {
      onPage([...nodes.values()])
      return seq
    },
    async changesAfter(after) {
      looks.push(after)
      await new Promise(setImmediate)
      if (after > seq || after < forgotten) return null
      const changes = new Map<string, LiveChange>()
      for (const { id, freeUnits } of log.filter((change) => change.seq > after)) {
        changes.set(id, freeUnits === undefined ? { id, node: nodes.get(id) ?? null } : { id, freeUnits })
      }
      return { seq, changes: [...changes.values()] }
    },
  }
  return {
    changes,
    looks,
    set(node: LiveNode) {
      nodes.set(node.id, node)
      log.push({ seq: ++seq, id: node.id })
    },
    /** Only what is free on it changes. */
    setFree(id: string, freeUnits: number) {
      log.push({ seq: ++seq, id, freeUnits })
    },
    remove(id: string) {
      nodes.delete(id)
      log.push({ seq: ++seq, id })
    },
    /** Changes up to now are pruned. */
    prune() {
      forgotten = seq
      log = []
    },
    /** Another database. */
    replace(...others: LiveNode[]) {
      nodes.clear()
      for (const node of others) nodes.set(node.id, node)
      seq = 0
      forgotten = 0
      log = []
    },
  }
}

const ids = (ranked: readonly RankedNode[]): string[] => ranked.map(({ nodeId }) => nodeId)

async function liveOf(database: ReturnType<typeof fakeFeed>, now = () => NOW) {
  const errors: unknown[] = []
  const index = await createLiveIndex({
    changes: database.changes,
    startIndex: startMatchIndex,
    onError: (error) => errors.push(error),
    now,
  })
  return { index, errors }
}

describe('a live index', () => {
  it('follows changes, appearances and disappearances, and says at which number it stands', async () => {
    const database = fakeFeed(liveNode(1), liveNode(2, { reputation: 9_000 }))
    const { index } = await liveOf(database)
    expect(index.match(REQUEST, 9)).toMatchObject({ version: { seq: 0, generation: 1 } })
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(2), idOf(1)])
    database.set(liveNode(2, { usedUnits: 4 }))
    database.set(liveNode(3, { reputation: 8_000 }))
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(2), idOf(1)])
    await index.refresh()
    expect(index.match(REQUEST, 9).version).toEqual({ seq: 2, generation: 1 })
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(3), idOf(1)])
    database.remove(idOf(3))
    await index.refresh()
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(1)])
    expect(index.explain(REQUEST)).toMatchObject({ considered: 2, matched: 1, version: { seq: 3 } })
  })

  it('scores a fresh benchmark instead of the rate, less of it as it decays, and never above the larger of both', async () => {
    const measured = (benchmarkHashesPerSecond: bigint, benchmarkWeightBps: number) =>
      liveNode(1, { hashesPerSecond: 2n ** 30n, benchmarkHashesPerSecond, benchmarkWeightBps })
    const database = fakeFeed(measured(2n ** 25n, 10_000))
    const { index } = await liveOf(database)
    const power = () => index.match(REQUEST, 1).ranked[0]?.terms.verifiedPower
    // Doublings above 2^10, of 30.
    expect(power()).toBe(500_000)
    database.set(measured(2n ** 25n, 5_000))
    await index.refresh()
    // Half of 2^30 and half of 2^25: 29 doublings and a thirty-second of one, in whole points of 30 000.
    expect(power()).toBe(Math.floor(((1_000 * 19 + Math.floor(1_000 / 32)) * 1_000_000) / 30_000))
    database.set(measured(2n ** 25n, 0))
    await index.refresh()
    expect(power()).toBe(666_666)
    database.set(measured(2n ** 40n, 10_000))
    await index.refresh()
    expect(power()).toBe(1_000_000)
  })

  it('gives the registered nodes of a type in any state: what they could do, and what is free of them', async () => {
    const held = liveNode(1, { usedUnits: 1 })
    const database = fakeFeed(held, liveNode(2, { online: false }), liveNode(3, { resourceType: 'GPU' }))
    const index = await createLiveIndex({
      changes: database.changes,
      startIndex: startMatchIndex,
      keepsLasting: true,
      now: () => NOW,
    })
    const shown = () =>
      index
        .lasting('CPU')
        .nodes.map(({ best, freeNow }) => [best.id, best.freeUnits, best.online, freeNow])
        .sort()
    expect(shown()).toEqual([
      [idOf(1), 4, true, 3],
      [idOf(2), 4, true, 0],
    ])
    database.setFree(idOf(1), 2)
    database.setFree(idOf(2), 2)
    database.set(liveNode(4, { units: 8, state: 'INACTIVE' }))
    await index.refresh()
    expect(shown()).toEqual([
      [idOf(1), 4, true, 2],
      [idOf(2), 4, true, 0],
      [idOf(4), 8, true, 8],
    ])
    database.remove(idOf(2))
    await index.refresh()
    expect(shown().map(([id]) => id)).toEqual([idOf(1), idOf(4)])
    expect(index.lasting('GPU').nodes.map(({ best }) => best.id)).toEqual([idOf(3)])
    expect(index.lasting('NETWORK')).toMatchObject({ nodes: [] })
    expect(index.lasting('NETWORK').explain({ ...REQUEST, resourceType: 'NETWORK' })).toMatchObject({ considered: 0 })
    database.replace(liveNode(9))
    await index.refresh()
    expect(shown()).toEqual([[idOf(9), 4, true, 4]])
  })

  it('loads again, as another generation, when its number is pruned or the database is another one', async () => {
    const database = fakeFeed(liveNode(1))
    const { index } = await liveOf(database)
    database.set(liveNode(2))
    database.prune()
    await index.refresh()
    expect([index.size, index.version]).toEqual([2, { seq: 1, generation: 2 }])
    database.replace(liveNode(7))
    await index.refresh()
    expect(index.version).toEqual({ seq: 0, generation: 3 })
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(7)])
  })

  it('shares looks, and a call never gets the answer of a look that began before it', async () => {
    const database = fakeFeed(liveNode(1))
    const { index } = await liveOf(database)
    const first = index.refresh()
    await new Promise(setImmediate)
    database.set(liveNode(2))
    await Promise.all([first, index.refresh(), index.refresh(), index.refresh()])
    expect(index.size).toBe(2)
    expect(database.looks).toHaveLength(2)
  })

  it('goes on after a look that failed', async () => {
    const database = fakeFeed(liveNode(1))
    let down = true
    const changes: NodeChanges = {
      ...database.changes,
      changesAfter: (after) => (down ? Promise.reject(new Error('away')) : database.changes.changesAfter(after)),
    }
    const index = await createLiveIndex({ changes, startIndex: startScanIndex })
    database.set(liveNode(2))
    await expect(index.refresh()).rejects.toThrow('away')
    down = false
    await index.refresh()
    expect(index.size).toBe(2)
  })

  it('leaves out a node that makes no sense, says so, and keeps the others', async () => {
    const database = fakeFeed(liveNode(1), liveNode(2, { reputation: Number.NaN }))
    const { index, errors } = await liveOf(database)
    expect([index.size, errors.length]).toEqual([1, 1])
    database.set(liveNode(1, { uptimeBps: -1 }))
    database.set(liveNode(3))
    await index.refresh()
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(3)])
    expect(errors).toHaveLength(2)
  })

  it('takes failures off the score, less as they fade, and leaves a node alone that failed too much', async () => {
    let now = NOW
    const failed = (points: number) => ({ failures: { points, at: new Date(NOW) } })
    const database = fakeFeed(
      liveNode(1, { ...failed(2), reputation: 6_000 }),
      liveNode(2, { reputation: 5_000 }),
      liveNode(3, failed(8)),
    )
    const { index } = await liveOf(database, () => now)
    const answer = index.match(REQUEST, 9)
    expect(answer.ranked.map(({ nodeId, penalty }) => [nodeId, penalty])).toEqual([
      [idOf(2), 0],
      [idOf(1), 200_000],
    ])
    const [clean] = index.match({ ...REQUEST, allow: [idOf(2)] }, 1).ranked
    const [marked] = index.match({ ...REQUEST, allow: [idOf(1)] }, 1).ranked
    expect(marked?.total).toBeLessThan(clean?.total ?? 0)
    expect(index.explain(REQUEST).rejected.map(({ filter }) => filter)).toEqual(['FAILURES'])
    // Two hours later half a point is left: five hundredths of the score, above the reputation's advantage still; after
    // a day nothing is.
    now += 7_200_000
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(2), idOf(1), idOf(3)])
    now += 86_400_000
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(1), idOf(2), idOf(3)])
  })

  it('ranks a batch as if each search had taken its nodes, and is afterwards as it was', async () => {
    const database = fakeFeed(liveNode(1, { units: 2, reputation: 9_000 }), liveNode(2, { units: 1 }))
    const { index } = await liveOf(database)
    const search = { request: REQUEST, k: 1, takes: 1 }
    const first = index.matchAll([search, search, search, search]).map(({ ranked }) => ids(ranked))
    expect(first).toEqual([[idOf(1)], [idOf(1)], [idOf(2)], []])
    expect(index.matchAll([search, { ...search, takes: 0 }]).map(({ ranked }) => ids(ranked))).toEqual([
      [idOf(1)],
      [idOf(1)],
    ])
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(1), idOf(2)])
    expect(() => index.matchAll([search, { ...search, request: { ...REQUEST, units: -1 } }])).toThrow()
    expect(ids(index.match({ ...REQUEST, units: 2 }, 9).ranked)).toEqual([idOf(1)])
  })

  it('takes changes of what is free without the rest of the node, also for nodes it does not have', async () => {
    const database = fakeFeed(liveNode(1, { units: 2, reputation: 9_000 }), liveNode(2, { units: 2 }))
    const { index } = await liveOf(database)
    database.setFree(idOf(1), 1)
    database.setFree(idOf(9), 1)
    await index.refresh()
    expect(index.size).toBe(2)
    expect(ids(index.match({ ...REQUEST, units: 2 }, 9).ranked)).toEqual([idOf(2)])
    expect(ids(index.match(REQUEST, 9).ranked)).toEqual([idOf(1), idOf(2)])
    database.setFree(idOf(1), 2)
    await index.refresh()
    expect(ids(index.match({ ...REQUEST, units: 2 }, 9).ranked)).toEqual([idOf(1), idOf(2)])
  })

  it('puts the nodes of a share first, within each look and as far as it goes, and loses none', async () => {
    const nodes = Array.from({ length: 12 }, (_, n) =>
      liveNode(n, { units: 1, reputation: 9_000 - n * 100, tier: n < 8 ? 'COMMUNITY' : 'OWNED' }),
    )
    const { index } = await liveOf(fakeFeed(...nodes))
    const share = { has: (id: string) => Number(BigInt(id)) % 4 === 3, oneIn: 4 }
    const looks = [['COMMUNITY'], ['OWNED']] as const
    const search = { request: REQUEST, k: 12, takes: 0 }
    const order = (answers: { ranked: RankedNode[] }[]) =>
      answers.map(({ ranked }) => ranked.map(({ nodeId }) => Number(BigInt(nodeId))))
    expect(order(index.matchAll([search], share))).toEqual([[3, 7, 11, 0, 1, 2, 4, 5, 6, 8, 9, 10]])
    expect(order(index.matchAll([{ ...search, looks }], share))).toEqual([[3, 7, 0, 1, 2, 4, 5, 6, 11, 8, 9, 10]])
    // Nodes of the share that a search takes are gone for the next one; when the share is used up, other nodes are
    // taken.
    const one = { request: REQUEST, k: 4, takes: 1 }
    const firsts = order(index.matchAll([one, one, one, one, one], share)).map(([first]) => first)
    expect(firsts).toEqual([3, 7, 11, 0, 1])
  })

  it('looks at tiers in order: a later one stands in where the earlier ones do not fit, or not enough of them', async () => {
    const database = fakeFeed(
      liveNode(1, { units: 9, tier: 'OWNED', reputation: 9_999, uptimeBps: 9_999 }),
      liveNode(2, { units: 9, tier: 'CLOUD', reputation: 9_000, uptimeBps: 9_900 }),
      liveNode(3, { units: 9, reputation: 8_000, uptimeBps: 9_000 }),
      liveNode(4, { units: 1, reputation: 1_000, uptimeBps: 9_500 }),
    )
    const { index } = await liveOf(database)
    const looks = [['COMMUNITY'], ['CLOUD'], ['OWNED']] as const
    const found = (k: number, changes: object = {}, order: readonly (readonly Tier[])[] = looks) =>
      index
        .matchAll([{ request: { ...REQUEST, ...changes }, k, takes: 0, looks: order }])
        .flatMap(({ ranked }) => ids(ranked))
    expect(found(1)).toEqual([idOf(3)])
    expect(found(1, { minUptimeBps: 9_400 })).toEqual([idOf(4)])
    expect(found(1, { minUptimeBps: 9_600 })).toEqual([idOf(2)])
    expect(found(1, { minUptimeBps: 9_950 })).toEqual([idOf(1)])
    expect(found(1, { minUptimeBps: 10_000 })).toEqual([])
    expect(found(9)).toEqual([idOf(3), idOf(4), idOf(2), idOf(1)])
    expect(found(1, {}, [['COMMUNITY', 'CLOUD'], ['OWNED']])).toEqual([idOf(2)])
    // Of one batch the first takes what there is of the tier, the next one moves on.
    const one = { request: { ...REQUEST, units: 9 }, k: 1, takes: 1, looks }
    expect(index.matchAll([one, one, one, one]).map(({ ranked }) => ids(ranked))).toEqual([
      [idOf(3)],
      [idOf(2)],
      [idOf(1)],
      [],
    ])
  })
})

describe('rankWithPenalties', () => {
  it('is exact for any penalties', () => {
    const node = (n: number, points: number): RankedNode => ({
      nodeId: idOf(n),
      provider: '',
      rate: 1n,
      points,
      total: Math.floor(points / 300),
      terms: { price: 0, reputation: 0, latency: 0, uptime: 0, verifiedPower: 0 },
      weights: { price: 0, reputation: 0, latency: 0, uptime: 0, verifiedPower: 0 },
    })
    const nodes = fc.array(fc.tuple(fc.nat(40), fc.oneof(fc.constant(0), fc.nat(30))), { maxLength: 200 })
    fc.assert(
      fc.property(nodes, fc.integer({ min: 1, max: 30 }), (made, k) => {
        const all = made.map(([score], n) => node(n, score * 300_000)).sort((a, b) => b.points - a.points)
        const penalties = new Map(made.map(([, penalty], n) => [idOf(n), penalty * 1_000]))
        const penaltyOf = (id: string): number => penalties.get(id) ?? 0
        const got = rankWithPenalties((n) => all.slice(0, n), penaltyOf, k)
        // Independently: every node, its penalty taken off, sorted with ties in the source's order.
        const expected = all
          .map((one, position) => ({ id: one.nodeId, left: one.points - penaltyOf(one.nodeId) * 300, position }))
          .sort((a, b) => b.left - a.left || a.position - b.position)
          .slice(0, k)
        expect(got.map(({ nodeId, points }) => [nodeId, points])).toEqual(expected.map(({ id, left }) => [id, left]))
      }),
      { numRuns: 2_000 },
    )
  })
})
