import { NODE_STATES, NotRetryableError, REGIONS, RESOURCE_TYPES, TIERS, TRUST_LEVELS } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  explain,
  type MatchNode,
  type MatchRequest,
  PROFILES,
  rank,
  summarize,
  TERMS,
  verifiedPowerTerm,
} from './index.js'

const TOKEN = '0x0000000000000000000000000000000000000000'
const OTHER = `0x${'1'.repeat(40)}`

/** A Monday at 00:00 UTC, epoch milliseconds. */
const MONDAY = Date.UTC(2026, 10, 23)
const MINUTE = 60_000

function makeNode(overrides: Partial<MatchNode> = {}): MatchNode {
  return {
    id: '0x0000000000000001',
    provider: '0xprovider',
    resourceType: 'CPU',
    state: 'ACTIVE',
    availability: 'AVAILABLE',
    online: true,
    freeUnits: 4,
    region: 'EU',
    tier: 'COMMUNITY',
    trustLevel: 'BASIC',
    reputation: 5_000,
    asks: { [TOKEN]: '500' },
    memoryMiB: 4_096,
    hardware: {},
    tflops: null,
    hashesPerSecond: 2n ** 25n,
    roundTripMs: null,
    uptimeBps: 9_500,
    ...overrides,
  }
}

function makeRequest(overrides: Partial<MatchRequest> = {}): MatchRequest {
  return {
    buyer: '0xbuyer',
    resourceType: 'CPU',
    units: 1,
    token: TOKEN,
    maxRate: 1_000n,
    memoryMiB: 128,
    allow: [],
    deny: [],
    tried: [],
    weights: 'balanced',
    ...overrides,
  }
}

describe('score', () => {
  it('is the weighted sum of five terms on their published scales', () => {
    const [best] = rank([makeNode()], makeRequest({ fromRegion: 'US' }), 1)
    expect(best?.terms).toEqual({
      price: 500_000,
      reputation: 500_000,
      latency: Math.floor((1_000_000 * (300 - 95)) / 300),
      uptime: 500_000,
      verifiedPower: 500_000,
    })
    expect(best?.points).toBe(15_000 * 8_500 + 20_500 * 1_500)
    expect(best?.total).toBe(527_500)
  })

  it('measures power on a doubling scale that never falls', () => {
    expect([0n, 1_024n, 2n ** 25n, 2n ** 40n, 2n ** 90n].map(verifiedPowerTerm)).toEqual([0, 0, 15_000, 30_000, 30_000])
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 45n), fc.bigInt(0n, 2n ** 45n), (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(verifiedPowerTerm(low)).toBeLessThanOrEqual(verifiedPowerTerm(high))
      }),
    )
  })

  it('prefers what the profile names', () => {
    const cheap = makeNode({ id: '0x0000000000000001', asks: { [TOKEN]: '1' }, reputation: 100, uptimeBps: 9_000 })
    const fast = makeNode({
      id: '0x0000000000000002',
      asks: { [TOKEN]: '990' },
      roundTripMs: 1,
      hashesPerSecond: 2n ** 39n,
      uptimeBps: 9_200,
    })
    const reliable = makeNode({
      id: '0x0000000000000003',
      asks: { [TOKEN]: '990' },
      reputation: 9_900,
      uptimeBps: 10_000,
    })
    const nodes = [cheap, fast, reliable]
    const best = (weights: MatchRequest['weights']) => rank(nodes, makeRequest({ weights }), 1)[0]?.nodeId
    expect([best('cheapest'), best('fastest'), best('most-reliable')]).toEqual([cheap.id, fast.id, reliable.id])
  })

  it('has profiles whose weights add up, and refuses weights that do not', () => {
    for (const weights of Object.values(PROFILES)) {
      expect(TERMS.reduce((sum, term) => sum + weights[term], 0)).toBe(10_000)
    }
    expect(() => rank([], makeRequest({ weights: { ...PROFILES.balanced, price: 1 } }), 1)).toThrow(NotRetryableError)
  })

  it('breaks ties by trusted levels and then by node id', () => {
    const nodes = [
      makeNode({ id: '0x0000000000000003' }),
      makeNode({ id: '0x0000000000000002' }),
      makeNode({ id: '0x0000000000000009', trustLevel: 'TRUSTED' }),
    ]
    expect(rank(nodes, makeRequest(), 9).map(({ nodeId }) => nodeId.at(-1))).toEqual(['9', '2', '3'])
  })
})

describe('explain', () => {
  const one = (node: Partial<MatchNode>, request: Partial<MatchRequest> = {}) =>
    explain([makeNode(node)], makeRequest(request)).rejected.map(({ filter }) => filter)

  it.each([
    ['RESOURCE_TYPE', { resourceType: 'GPU' }, {}],
    ['STATE', { state: 'INACTIVE' }, {}],
    ['AVAILABILITY', { availability: 'DRAINING' }, {}],
    ['AVAILABILITY', { online: false }, {}],
    ['CAPACITY', { freeUnits: 1 }, { units: 2 }],
    ['TOKEN', { asks: { [OTHER]: '1' } }, {}],
    ['TOKEN', { asks: { [TOKEN]: '0' } }, {}],
    ['BUDGET', { asks: { [TOKEN]: '1001' } }, {}],
    ['REGION', {}, { regions: ['US', 'ASIA'] }],
    ['TIER', {}, { tiers: ['OWNED'] }],
    ['TRUST', {}, { minTrustLevel: 'VERIFIED' }],
    ['MEMORY', { memoryMiB: 127 }, {}],
    ['MEMORY', { memoryMiB: null }, {}],
    ['HARDWARE', { hardware: { model: 'NVIDIA A100' } }, { hardware: { model: 'h100' } }],
    ['HARDWARE', { hardware: { vramGiB: 23 } }, { hardware: { minVramGiB: 24 } }],
    ['HARDWARE', { hardware: { sensors: ['humidity'] } }, { hardware: { sensor: 'temperature' } }],
    ['HARDWARE', { hardware: { model: 'temperature' } }, { hardware: { sensor: 'temperature' } }],
    ['HARDWARE', { hardware: { sensors: ['a'] } }, { hardware: { model: 'a' } }],
    ['HARDWARE', { hardware: {} }, { hardware: { serves: true } }],
    ['TFLOPS', { tflops: 9.9 }, { minTflops: 10 }],
    ['ALLOW_LIST', {}, { allow: ['0x0000000000000002'] }],
    ['DENY_LIST', {}, { deny: ['0x0000000000000001'] }],
    ['TRIED', {}, { tried: ['0x0000000000000001'] }],
    ['OWNER', { provider: '0xbuyer' }, {}],
    ['OWNER', { provider: '0xother' }, { otherProviders: ['0xanother', '0xother'] }],
    ['LATENCY', { roundTripMs: 100 }, { maxLatencyMs: 99 }],
    ['LATENCY', { roundTripMs: 100 }, { fromRegion: 'US', maxLatencyMs: 97 }],
    ['LATENCY', { roundTripMs: null }, { maxLatencyMs: 149 }],
    ['SLA', { uptimeBps: 9_499 }, { minUptimeBps: 9_500 }],
    ['ACCESS', { trustLevel: 'NONE' }, { access: 'SMALL' }],
    ['ACCESS', { trustLevel: 'BASIC' }, { access: 'STANDARD' }],
    ['ACCESS', { trustLevel: 'VERIFIED' }, { access: 'ENTERPRISE' }],
    ['ACCESS', { trustLevel: 'TRUSTED' }, { access: 'DIRECT' }],
    ['ACCESS', { tier: 'OWNED', trustLevel: 'BASIC' }, { access: 'STANDARD' }],
    ['ACCESS', { tier: 'CLOUD', trustLevel: 'VERIFIED' }, { access: 'ENTERPRISE' }],
    ['TRUST', { tier: 'OWNED', trustLevel: 'VERIFIED' }, { access: 'DIRECT', minTrustLevel: 'TRUSTED' }],
    ['SCHEDULE', { schedule: [[0, 60]] }, { startAt: MONDAY + 60 * MINUTE }],
    ['SCHEDULE', { schedule: [[0, 60]] }, { startAt: MONDAY + 30 * MINUTE, seconds: 1_801 }],
    ['FAILURES', {}, { cooling: ['0x0000000000000001'] }],
  ] as const)('names %s for %o asked by %o', (filter, node, request) => {
    expect(one(node as Partial<MatchNode>, request as Partial<MatchRequest>)).toEqual([filter])
  })

  it.each(['SMALL', 'STANDARD', 'ENTERPRISE', 'DIRECT'] as const)(
    'accepts a VERIFIED node of OWNED for %s',
    (access) => {
      expect(one({ tier: 'OWNED', trustLevel: 'VERIFIED' }, { access })).toEqual([])
    },
  )

  it('accepts exactly at every limit', () => {
    const node = makeNode({
      freeUnits: 2,
      asks: { [TOKEN]: '1000' },
      memoryMiB: 128,
      hardware: { model: 'NVIDIA H100 80GB', vramGiB: 80 },
      tflops: 10,
      roundTripMs: 100,
      schedule: [[0, 60]],
    })
    const request = makeRequest({
      units: 2,
      regions: ['EU'],
      tiers: ['COMMUNITY'],
      minTrustLevel: 'BASIC',
      hardware: { model: 'h100', minVramGiB: 80 },
      minTflops: 10,
      allow: [node.id],
      fromRegion: 'US',
      maxLatencyMs: 97.5,
      minUptimeBps: 9_500,
      access: 'SMALL',
      startAt: MONDAY + 30 * MINUTE,
      seconds: 1_800,
    })
    expect(explain([node], request)).toMatchObject({ matched: 1, rejected: [] })
  })

  it('shows the nearest change first', () => {
    const nodes = [
      makeNode({ id: '0x0000000000000001', asks: { [TOKEN]: '3000' } }),
      makeNode({ id: '0x0000000000000002', asks: { [TOKEN]: '1100' } }),
      makeNode({ id: '0x0000000000000003', asks: { [TOKEN]: '1050' }, online: false }),
    ]
    const explanation = explain(nodes, makeRequest())
    expect(explanation.rejected[0]).toMatchObject({ filter: 'BUDGET', nodes: 3, onlyThis: 2 })
    expect(explanation.rejected[0]?.nearest.map(({ nodeId }) => nodeId.at(-1))).toEqual(['2', '1'])
    expect(summarize(explanation)).toContain('raise it to 1100')
    expect(summarize(explain([], makeRequest()))).toBe('no node is registered yet')
  })

  it('names the smallest single change, and the best nodes that one filter keeps out', () => {
    const nodes = [
      makeNode({ id: '0x0000000000000001', asks: { [TOKEN]: '1300' }, reputation: 9_000 }),
      makeNode({ id: '0x0000000000000002', uptimeBps: 9_400, reputation: 8_000 }),
      makeNode({ id: '0x0000000000000003', online: false, reputation: 9_999 }),
      makeNode({ id: '0x0000000000000004', region: 'OC', uptimeBps: 9_300 }),
    ]
    const { smallestChange, bestMissed } = explain(nodes, makeRequest({ minUptimeBps: 9_500, regions: ['EU'] }))
    expect(smallestChange).toMatchObject({ filter: 'SLA', nodeId: '0x0000000000000002' })
    expect(bestMissed.map(({ nodeId, filter }) => [nodeId.at(-1), filter])).toEqual([
      ['3', 'AVAILABILITY'],
      ['2', 'SLA'],
      ['1', 'BUDGET'],
    ])
  })
})

// An independent computation: rational numbers, one pass, nothing shared with the code above but the published numbers.
const arbitraryNode = fc.record({
  id: fc.integer({ min: 0, max: 30 }).map((n) => `0x${n.toString(16).padStart(16, '0')}`),
  provider: fc.constantFrom('0xbuyer', '0xp1', '0xp2', '0xp3'),
  resourceType: fc.constantFrom(...RESOURCE_TYPES.slice(0, 2)),
  state: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, ...NODE_STATES),
  availability: fc.constantFrom('AVAILABLE' as const, 'AVAILABLE' as const, 'DRAINING' as const),
  online: fc.constantFrom(true, true, false),
  freeUnits: fc.integer({ min: 0, max: 4 }),
  region: fc.constantFrom(...REGIONS),
  tier: fc.constantFrom(...TIERS),
  trustLevel: fc.constantFrom(...TRUST_LEVELS),
  reputation: fc.integer({ min: 0, max: 10_000 }),
  asks: fc.bigInt(0n, 40n).map((rate) => ({ [TOKEN]: rate.toString() })),
  memoryMiB: fc.option(fc.integer({ min: 100, max: 200 })),
  hardware: fc.constant({}),
  tflops: fc.constant(null),
  hashesPerSecond: fc.bigInt(0n, 2n ** 42n),
  roundTripMs: fc.option(fc.integer({ min: 0, max: 400 })),
  uptimeBps: fc.integer({ min: 8_500, max: 10_000 }),
})

const arbitraryWeights = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 4, maxLength: 4 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 10_000])
  .map(
    (c) =>
      Object.fromEntries(
        TERMS.map((term, i) => [term, (c[i + 1] as number) - (c[i] as number)]),
      ) as MatchRequest['weights'] & object,
  )

const arbitraryRequest = fc.record({
  units: fc.integer({ min: 1, max: 3 }),
  maxRate: fc.bigInt(1n, 40n),
  regions: fc.option(fc.uniqueArray(fc.constantFrom(...REGIONS), { minLength: 3 }), { nil: undefined }),
  minTrustLevel: fc.constantFrom(undefined, ...TRUST_LEVELS),
  weights: arbitraryWeights,
})

function naive(nodes: MatchNode[], request: MatchRequest): string[] {
  const weights = request.weights as Record<string, number>
  const unit = (x: number) => Math.floor(Math.min(30_000, Math.max(0, x)))
  const real = new Float32Array(3)
  const fitting = nodes.filter(
    (n) =>
      n.resourceType === 'CPU' &&
      n.state === 'ACTIVE' &&
      n.online &&
      n.availability === 'AVAILABLE' &&
      n.freeUnits - request.units >= 0 &&
      Number(n.asks[TOKEN]) > 0 &&
      Number(n.asks[TOKEN]) <= Number(request.maxRate) &&
      (request.regions === undefined || request.regions.some((r) => r === n.region)) &&
      (request.minTrustLevel === undefined ||
        TRUST_LEVELS.indexOf(n.trustLevel) >= TRUST_LEVELS.indexOf(request.minTrustLevel)) &&
      n.memoryMiB !== null &&
      n.memoryMiB >= 128 &&
      n.provider !== '0xbuyer',
  )
  const total = (n: MatchNode) => {
    const hashes = Number(n.hashesPerSecond)
    const low = hashes < 1 ? 0 : Math.floor(Math.log2(hashes) + 1e-12)
    const power = hashes < 1 ? 0 : 1_000 * (low - 10) + Math.floor((hashes / 2 ** low - 1) * 1_000)
    // In single precision, step by step, as the scale is published.
    real[0] = 30_000 / Number(request.maxRate)
    real[1] = Number(n.asks[TOKEN]) * (real[0] as number)
    real[2] = 30_000 - (real[1] as number)
    const values: Record<string, number> = {
      price: unit(real[2] as number),
      reputation: n.reputation * 3,
      latency: unit(100 * (300 - (n.roundTripMs ?? 150))),
      uptime: unit((n.uptimeBps - 9_000) * 30),
      verifiedPower: unit(power),
    }
    return Object.entries(values).reduce((sum, [term, value]) => sum + value * (weights[term] as number), 0)
  }
  const priority = (n: MatchNode) => ({ TRUSTED: 3, PARTNER: 4 })[n.trustLevel as 'TRUSTED'] ?? 0
  const order: MatchNode[] = []
  for (const node of fitting) {
    const after = order.findIndex(
      (other) =>
        total(node) > total(other) ||
        (total(node) === total(other) &&
          (priority(node) > priority(other) || (priority(node) === priority(other) && node.id < other.id))),
    )
    order.splice(after < 0 ? order.length : after, 0, node)
  }
  return order.map(({ id }) => id)
}

describe('rank', () => {
  it('is what a naive computation gives, for any nodes and request', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryNode, { maxLength: 25, selector: ({ id }) => id }),
        arbitraryRequest,
        fc.integer({ min: 0, max: 10 }),
        (nodes, overrides, k) => {
          const request = makeRequest(overrides)
          const expected = naive(nodes, request)
          expect(rank(nodes, request, k).map(({ nodeId }) => nodeId)).toEqual(expected.slice(0, k))
          expect(explain(nodes, request).matched).toBe(expected.length)
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('does not depend on the order of the nodes nor on who else is there', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryNode, { maxLength: 20, selector: ({ id }) => id }),
        arbitraryRequest,
        (nodes, overrides) => {
          const request = makeRequest(overrides)
          const all = rank(nodes, request, 99)
          expect(rank([...nodes].reverse(), request, 99)).toEqual(all)
          for (const ranked of all) {
            const alone = rank(
              nodes.filter(({ id }) => id === ranked.nodeId),
              request,
              1,
            )
            expect(alone).toEqual([ranked])
          }
        },
      ),
    )
  })

  it('counts every rejected node at least once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryNode, { maxLength: 20, selector: ({ id }) => id }),
        arbitraryRequest,
        (nodes, overrides) => {
          const { matched, considered, rejected } = explain(nodes, makeRequest(overrides))
          expect(considered).toBe(nodes.length)
          expect(rejected.reduce((sum, r) => sum + r.nodes, 0)).toBeGreaterThanOrEqual(considered - matched)
          expect(rejected.reduce((sum, r) => sum + r.onlyThis, 0)).toBeLessThanOrEqual(considered - matched)
        },
      ),
    )
  })
})
