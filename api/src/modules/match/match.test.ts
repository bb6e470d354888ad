import { ETH_ADDRESS } from '@aiigo/domain'
import { inTransaction, Node, NodeFailure, recordNodeChange } from '@aiigo/storage'
import { makeJob, makeNode, makeOffer } from '@aiigo/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'

const PREVIEW = `query ($input: QuoteInput!) { matchPreview(input: $input) {
  considered matched summary version
  candidates { nodeId rate score penalty terms { name value weight } }
  rejections { filter nodes onlyThis nearest { nodeId distance message } }
  bestMissed { filter nodeId message } smallestChange { filter nodeId distance message } } }`

/** One base unit per unit of usage. */
const RATE = 1_000_000

let api: TestApi
let buyer: Person

beforeAll(async () => {
  api = await startApi()
  buyer = await api.person()
}, 90_000)
afterAll(() => api?.close())
beforeEach(async () => {
  await api.storage.fork().execute('truncate node, attempt, reservation, job, node_failure, job_log, challenge cascade')
})

const asking = (rate: number) => ({ asks: { [ETH_ADDRESS]: String(rate) } })
const node = (overrides: Partial<Node> = {}) =>
  makeNode(api.storage.fork(), { units: 4, uptimeBps: 9_900, ...overrides })
const ask = async (input: object) => buyer.ask(PREVIEW, { input: { resourceType: 'CPU', ...input } })
const preview = async (input: object = {}) => {
  const { data, errors } = await ask(input)
  if (errors) throw new Error(errors[0]?.message)
  return data.matchPreview
}
const ids = (candidates: { nodeId: string }[]) => candidates.map(({ nodeId }) => nodeId)

describe('matchPreview', () => {
  test('ranks by own weights or a profile, with each term, and sees every change at once', async () => {
    const [cheap, reputed] = [
      await node({ ...asking(100), reputation: 1_000 }),
      await node({ ...asking(900), reputation: 9_900 }),
    ]
    expect(ids((await preview({ maxRate: '1000', profile: 'cheapest' })).candidates)).toEqual([cheap.id, reputed.id])
    const weights = { price: 0, reputation: 10_000, latency: 0, uptime: 0, verifiedPower: 0 }
    const byReputation = await preview({ maxRate: '1000', weights })
    expect(byReputation.candidates).toMatchObject([
      { nodeId: reputed.id, rate: '900', score: 0.99, penalty: 0 },
      { nodeId: cheap.id, rate: '100', score: 0.1, penalty: 0 },
    ])
    expect(byReputation.candidates[0].terms).toContainEqual({ name: 'reputation', value: 0.99, weight: 1 })
    await api.storage.fork().nativeUpdate(Node, { id: reputed.id }, { reputation: 500 })
    const after = await preview({ maxRate: '1000', weights })
    expect(ids(after.candidates)).toEqual([cheap.id, reputed.id])
    expect(after.version).toBe(byReputation.version + 1)
    expect((await preview({ maxRate: '1000', weights })).version).toBe(after.version)
  })

  test('measures prices against the highest ask when the buyer names no limit', async () => {
    const [dear, cheap] = [await node(asking(2_000)), await node(asking(500))]
    const { candidates } = await preview({ profile: 'cheapest' })
    const price = (id: string) =>
      candidates
        .find(({ nodeId }: { nodeId: string }) => nodeId === id)
        .terms.find((t: { name: string }) => t.name === 'price').value
    expect([price(cheap.id), price(dear.id)]).toEqual([0.75, 0])
  })

  test('lists nodes in the order in which a search would ask them: platform nodes stand in behind the community', async () => {
    const trust = { trustLevel: 'TRUSTED', ...asking(100) } as const
    const [owned, cloud, community] = [
      await node({ ...trust, tier: 'OWNED', reputation: 9_900 }),
      await node({ ...trust, tier: 'CLOUD', reputation: 9_000 }),
      await node({ ...trust, tier: 'COMMUNITY', reputation: 1_000 }),
    ]
    expect(ids((await preview()).candidates)).toEqual([community.id, cloud.id, owned.id])
    expect(ids((await preview({ contract: 'ENTERPRISE' })).candidates)).toEqual([owned.id, cloud.id, community.id])
    expect(ids((await preview({ tiers: ['OWNED', 'CLOUD'] })).candidates)).toEqual([cloud.id, owned.id])
  })

  test('counts what is promised, and takes failures off', async () => {
    const [busy, failing] = [await node({ units: 1, reputation: 9_000 }), await node({ reputation: 8_000 })]
    const job = await makeJob(api.storage.fork(), { state: 'QUEUED' })
    await makeOffer(api.storage, job, busy)
    await inTransaction(api.storage, async (em) => {
      recordNodeChange(em)
      await em.insert(NodeFailure, { nodeId: failing.id, points: 2, at: new Date() })
    })
    const { candidates, rejections } = await preview({ maxRate: '5000' })
    expect(candidates).toMatchObject([{ nodeId: failing.id }])
    expect(candidates[0].penalty).toBeCloseTo(0.2, 2)
    const full = rejections.find(({ filter }: { filter: string }) => filter === 'CAPACITY')
    expect(full).toMatchObject({ nodes: 1, onlyThis: 1, nearest: [{ nodeId: busy.id }] })
  })

  test.each([
    ['BUDGET', { maxRate: '900' }, { distance: 1 / 9 }],
    ['SLA', { minUptimeBps: 10_000 }, { distance: 0.01 }],
    ['REGION', { regions: ['US'] }, { distance: 1 }],
    ['TRUST', { minTrustLevel: 'PARTNER' }, {}],
    ['ACCESS', { contract: 'DIRECT' }, {}],
    ['LATENCY', { fromRegion: 'ASIA', maxLatencyMs: 100 }, {}],
    ['TIER', { tiers: ['OWNED'] }, {}],
    ['DENY_LIST', {}, {}],
  ])('names %s as the smallest change that would do', async (filter, input, change) => {
    const only = await node(asking(1_000))
    const wants = filter === 'DENY_LIST' ? { deny: [only.id] } : input
    const answer = await preview({ maxRate: '5000', ...wants })
    expect(answer).toMatchObject({ considered: 1, matched: 0, candidates: [] })
    expect(answer.smallestChange).toMatchObject({ filter, nodeId: only.id, ...change })
    expect(answer.bestMissed).toMatchObject([{ filter, nodeId: only.id }])
    expect(answer.summary).toContain(answer.smallestChange.message)
  })

  test('keeps tasks above their token’s cap from BASIC nodes, by the budget or what the rate comes to', async () => {
    api.remotes.smallTaskCaps.set(ETH_ADDRESS, 300_000n)
    // The cap is read again each minute.
    api.advance(60_000)
    try {
      const basic = await node({ ...asking(500 * RATE), trustLevel: 'BASIC' })
      // 300 seconds of one core at 1 000.
      for (const small of [{ maxRate: `${1_000 * RATE}` }, { budget: '300000' }, {}])
        expect(ids((await preview(small)).candidates)).toEqual([basic.id])
      for (const big of [
        { maxRate: `${1_001 * RATE}` },
        { budget: '300001' },
        { maxRate: `${1_000 * RATE}`, budget: '300001' },
      ]) {
        const answer = await preview(big)
        expect(answer).toMatchObject({ matched: 0, rejections: [{ filter: 'ACCESS', nodes: 1, onlyThis: 1 }] })
        expect(answer.smallestChange).toMatchObject({ filter: 'ACCESS', nodeId: basic.id })
        expect(answer.summary).toContain('STANDARD contracts need a node of at least VERIFIED')
      }
      const verified = await node({ ...asking(1_001 * RATE), trustLevel: 'VERIFIED' })
      // Without a limit, the deposit that covers every node counts.
      for (const big of [{ maxRate: `${1_001 * RATE}` }, {}])
        expect(ids((await preview(big)).candidates)).toEqual([verified.id])
    } finally {
      api.remotes.smallTaskCaps.clear()
      api.advance(60_000)
    }
  })

  test('one absurd ask changes neither the kind of contract of the others nor their price terms', async () => {
    api.remotes.smallTaskCaps.set(ETH_ADDRESS, 300_000n)
    api.advance(60_000)
    try {
      const [cheap, dear] = [await node(asking(500 * RATE)), await node(asking(1_000 * RATE))]
      const before = await preview({ profile: 'cheapest' })
      expect(ids(before.candidates)).toEqual([cheap.id, dear.id])
      const absurd = await node({ asks: { [ETH_ADDRESS]: (10n ** 30n).toString() } })
      const after = await preview({ profile: 'cheapest' })
      // Two nodes without a point for their price are equal, in the order of their ids.
      const others = after.candidates.filter(({ nodeId }: { nodeId: string }) => nodeId !== absurd.id)
      expect(others).toEqual(before.candidates)
      const QUOTE =
        '{ quote(input: { resourceType: CPU }) { nodeCount medianRate suggestedBudget forecast { highCost } } }'
      const { quote } = (await buyer.ask(QUOTE)).data
      expect(quote).toMatchObject({ nodeCount: 3, medianRate: `${1_000 * RATE}`, suggestedBudget: '300000' })
      expect(BigInt(quote.forecast.highCost)).toBeLessThanOrEqual(300_000n)
      expect(ids(after.candidates).sort()).toEqual([cheap.id, dear.id, absurd.id].sort())
      expect(ids(after.candidates)[0]).toBe(cheap.id)
    } finally {
      api.remotes.smallTaskCaps.clear()
      api.advance(60_000)
    }
  })

  test('takes the rate that a budget allows', async () => {
    const [cheap, dear] = [await node(asking(1_000 * RATE)), await node(asking(1_001 * RATE))]
    const answer = await preview({ budget: '300299' })
    expect(ids(answer.candidates)).toEqual([cheap.id])
    expect(answer.bestMissed).toMatchObject([{ filter: 'BUDGET', nodeId: dear.id }])
    // A week on 1 000 cores: less than a base unit per million core-seconds.
    const week = { units: 1_000, seconds: 604_800, budget: '604' }
    expect((await ask(week)).errors?.[0]?.message).toContain('budget: expected at least 605')
  })

  test('does not offer buyers their own nodes, and says when there is no such node at all', async () => {
    await node({ provider: buyer.address })
    expect((await preview()).rejections).toMatchObject([{ filter: 'OWNER', nodes: 1 }])
    expect(await preview({ resourceType: 'GPU' })).toMatchObject({
      matched: 0,
      smallestChange: null,
      summary: 'no GPU node is registered yet',
    })
  })

  test.each([
    ['weights that do not add up', { weights: { price: 1, reputation: 2, latency: 3, uptime: 4, verifiedPower: 5 } }],
    ['a negative weight', { weights: { price: -1, reputation: 10_001, latency: 0, uptime: 0, verifiedPower: 0 } }],
    ['a negative budget', { maxRate: '-1' }],
    ['an SLA that nobody can keep', { minUptimeBps: 10_001 }],
    ['an unknown region', { regions: ['MOON'] }],
    ['an unknown region of the buyer', { fromRegion: 'MOON' }],
    ['no units', { units: 0 }],
    ['a node id that is none', { allow: ['0x12'] }],
  ])('refuses %s', async (_what, input) => {
    const { errors } = await ask(input)
    expect(['BAD_USER_INPUT', 'INVALID_INPUT']).toContain(errors?.[0]?.extensions.code)
  })
})
