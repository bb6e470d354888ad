import { InvalidInputError, NotRetryableError } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { createMatchIndex, type MatchNode, type MatchRequest } from './index.js'
import { makeMarket } from './testing/makeMarket.js'
import { makeMarketRequest } from './testing/makeRequests.js'
import { createRandom } from './testing/random.js'

const nodes = makeMarket({ nodes: 20, seed: 1, shape: 'uniform' })
const [node] = nodes as [MatchNode]
const request: MatchRequest = { ...makeMarketRequest(createRandom(1), nodes), weights: 'balanced' }
const weights = { price: 2_000, reputation: 2_000, latency: 2_000, uptime: 2_000, verifiedPower: 2_000 }

describe('a request', () => {
  it.each<[string, Partial<Record<keyof MatchRequest, unknown>>]>([
    ['a negative limit', { maxRate: -1n }],
    ['a limit beyond what the chain holds', { maxRate: 1n << 120n }],
    ['a limit that is no bigint', { maxRate: 5 }],
    ['no token', { token: '' }],
    ['a price scale of 0', { priceScale: 0n }],
    ['no units', { units: 0 }],
    ['half a unit', { units: 1.5 }],
    ['NaN units', { units: Number.NaN }],
    ['more units than a node can have', { units: 40_000 }],
    ['NaN memory', { memoryMiB: Number.NaN }],
    ['negative memory', { memoryMiB: -1 }],
    ['an unknown region', { regions: ['EU', 'MOON'] }],
    ['an unknown region of its own', { fromRegion: 'MOON' }],
    ['an SLA above all the time', { minUptimeBps: 10_001 }],
    ['a NaN SLA', { minUptimeBps: Number.NaN }],
    ['a negative latency', { maxLatencyMs: -1 }],
    ['an unknown tier', { tiers: ['GOLD'] }],
    ['an unknown trust level', { minTrustLevel: 'FRIEND' }],
    ['an unknown kind of contract', { access: 'SECRET' }],
    ['an unknown resource type', { resourceType: 'QUANTUM' }],
    ['a NaN start', { startAt: Number.NaN }],
    ['a negative duration', { seconds: -1 }],
    ['negative GPU memory', { hardware: { minVramGiB: -1 } }],
    ['infinite power', { minTflops: Number.POSITIVE_INFINITY }],
    ['a negative seed', { tieSeed: -1 }],
  ])('with %s is refused, by name', (_what, change) => {
    const index = createMatchIndex(nodes)
    const bad = { ...request, ...change } as MatchRequest
    const [field = ''] = Object.keys(change)
    for (const ask of [() => index.match(bad, 5), () => index.explain(bad)]) {
      expect(ask).toThrow(InvalidInputError)
      expect(ask).toThrow(new RegExp(`^${field}.*expected`))
    }
  })

  it.each([
    ['do not add up', { ...weights, price: 2_001 }],
    ['are negative', { ...weights, price: -2_000, uptime: 6_000 }],
    ['are no whole numbers', { ...weights, price: 1_999.5, uptime: 2_000.5 }],
    ['are NaN', { ...weights, price: Number.NaN }],
  ])('whose weights %s is refused', (_what, bad) => {
    expect(() => createMatchIndex(nodes).match({ ...request, weights: bad }, 5)).toThrow(NotRetryableError)
    expect(() => createMatchIndex(nodes).match({ ...request, weights: bad }, 5)).toThrow('add up to 10000')
  })

  it('lists every problem at once', () => {
    const bad = { ...request, units: 0, maxRate: -1n, minUptimeBps: 20_000 }
    expect(() => createMatchIndex(nodes).match(bad, 1_001)).toThrow(/k.*\n.*units.*\n.*maxRate.*\n.*minUptimeBps/)
  })
})

describe('a node', () => {
  it.each<[string, Partial<Record<keyof MatchNode, unknown>>]>([
    ['an id of the wrong form', { id: '0x1' }],
    ['an id in capitals', { id: '0xABCDEF0123456789' }],
    ['NaN units', { freeUnits: Number.NaN }],
    ['negative units', { freeUnits: -1 }],
    ['a reputation above its scale', { reputation: 10_001 }],
    ['a NaN reputation', { reputation: Number.NaN }],
    ['an uptime above all the time', { uptimeBps: 10_001 }],
    ['a negative ask', { asks: { t: '-1' } }],
    ['an ask that is no number', { asks: { t: 'cheap' } }],
    ['an ask beyond what the chain holds', { asks: { t: (1n << 120n).toString() } }],
    ['negative power', { hashesPerSecond: -1n }],
    ['a NaN round trip', { roundTripMs: Number.NaN }],
    ['infinite memory', { memoryMiB: Number.POSITIVE_INFINITY }],
    ['NaN GPU memory', { hardware: { vramGiB: Number.NaN } }],
    ['a window that ends before it starts', { schedule: [[60, 0]] }],
    ['a window beyond the week', { schedule: [[0, 10_081]] }],
    ['an unknown tier', { tier: 'GOLD' }],
    ['a missing state', { state: undefined }],
  ])('with %s is refused, and the index stays as it was', (_what, change) => {
    const index = createMatchIndex(nodes)
    const before = index.explain(request)
    const [field = ''] = Object.keys(change)
    expect(() => index.upsert({ ...node, ...change } as MatchNode)).toThrow(new RegExp(`^${field}: expected`))
    expect(() => createMatchIndex([{ ...node, ...change } as MatchNode])).toThrow(InvalidInputError)
    expect(index.explain(request)).toEqual(before)
  })

  it('that comes twice is refused when building', () => {
    expect(() => createMatchIndex([...nodes, node])).toThrow(`expected each node once, got ${node.id} again`)
  })

  it('refuses changes that make no sense', () => {
    const index = createMatchIndex(nodes)
    expect(() => index.updateAvailability(node.id, { freeUnits: Number.NaN })).toThrow(InvalidInputError)
    expect(() => index.updateReputation(node.id, { reputation: -1 })).toThrow(InvalidInputError)
    expect(() => index.updatePrice(node.id, 't', -1n)).toThrow(InvalidInputError)
    expect(() => index.updatePrice('nobody', 't', 1n)).toThrow(InvalidInputError)
    expect(index.version).toBe(0)
  })
})
