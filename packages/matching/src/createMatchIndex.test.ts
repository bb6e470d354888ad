import { describe, expect, it } from '@jest/globals'
import { createMatchIndex, explain, type MatchNode, rank } from './index.js'
import { createChurn } from './testing/createChurn.js'
import { makeMarket, SHAPES, type Width } from './testing/makeMarket.js'
import { makeMarketRequest } from './testing/makeRequests.js'
import { createRandom } from './testing/random.js'

/** Cases of each sweep in each market. The deep profile (`npm run test:deep`) has more in the same markets. */
const CASES =
  process.env.AIIGO_TEST_PROFILE === 'deep'
    ? { requests: 12_500, large: 100, explanations: 150 }
    : { requests: 1_250, large: 20, explanations: 30 }
/** Added to the seeds below: other markets and requests (`AIIGO_TEST_SEED=5 npm run jest -- packages/matching`). */
const SEED = Number(process.env.AIIGO_TEST_SEED ?? 0)

const WIDTHS: readonly Width[] = ['narrow', 'wide']
const MARKETS = SHAPES.flatMap((shape) => WIDTHS.map((width) => ({ shape, width })))

/** jest's own comparison of a hundred thousand answers would take longer than everything else. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))

describe('match', () => {
  // Eight markets: 10 000 requests, deep 100 000.
  it.each(MARKETS)(
    'is what ranking every node gives, between updates: $shape, $width',
    ({ shape, width }) => {
      const random = createRandom(SEED + 11)
      const churn = createChurn(random, makeMarket({ nodes: 100, seed: SEED + 1, shape, width }), shape, width)
      const index = createMatchIndex(churn.nodes())
      let nodes = churn.nodes()
      let found = 0
      for (let i = 0; i < CASES.requests; i++) {
        if (i % 4 === 0) {
          churn.change(index)
          nodes = churn.nodes()
        }
        if (i % 500 === 0) while (!index.tidy(1));
        const request = makeMarketRequest(random, nodes)
        const k = random.chance(0.02) ? random.below(150) : 1 + random.below(20)
        const expected = rank(nodes, request, k)
        const { ranked } = index.match(request, k)
        if (text(ranked) !== text(expected)) {
          expect({ SEED, i, request, ranked }).toEqual({ SEED, i, request, ranked: expected })
        }
        found += ranked.length
      }
      // Not a comparison of nothing with nothing.
      expect(found).toBeGreaterThan(0.4 * CASES.requests)
    },
    600_000,
  )

  it.each(MARKETS)(
    'is that for thousands of nodes, where most blocks are never read: $shape, $width',
    ({ shape, width }) => {
      const random = createRandom(SEED + 12)
      const nodes = makeMarket({ nodes: 6_000, seed: SEED + 2, shape, width })
      const index = createMatchIndex(nodes)
      for (let i = 0; i < CASES.large; i++) {
        const request = makeMarketRequest(random, nodes)
        const k = 1 + random.below(30)
        expect(text(index.match(request, k).ranked)).toBe(text(rank(nodes, request, k)))
      }
      expect(index.stats().nodes).toBe(6_000)
    },
    120_000,
  )

  it('finds nothing in an empty index, nor for a token nobody takes', () => {
    const index = createMatchIndex()
    const request = makeMarketRequest(createRandom(1), [])
    expect(index.match(request, 20)).toEqual({ version: 0, ranked: [] })
    const [node] = makeMarket({ nodes: 1, seed: 1, shape: 'uniform' })
    index.upsert(node as MatchNode)
    expect(index.match({ ...request, token: '0xnone' }, 20).ranked).toEqual([])
    index.remove((node as MatchNode).id)
    expect(index.size).toBe(0)
    expect(index.match(request, 20).ranked).toEqual([])
  })

  it('gives the same answer for the same version, whatever the way there', () => {
    const nodes = makeMarket({ nodes: 2_000, seed: 5, shape: 'correlated' })
    const built = createMatchIndex(nodes)
    const grown = createMatchIndex()
    for (const node of [...nodes].reverse()) grown.upsert(node)
    const random = createRandom(6)
    for (let i = 0; i < 100; i++) {
      const request = makeMarketRequest(random, nodes)
      expect(text(grown.match(request, 20).ranked)).toBe(text(built.match(request, 20).ranked))
    }
    const before = built.version
    expect(built.updateAvailability((nodes[0] as MatchNode).id, { online: false })).toBe(true)
    expect(built.version).toBe(before + 1)
    expect(built.updateAvailability('0xffffffffffffffff', { online: false })).toBe(false)
    expect(built.version).toBe(before + 1)
  })

  it('leaves excluded nodes in place for the next request', () => {
    const nodes = makeMarket({ nodes: 200, seed: 7, shape: 'uniform', width: 'narrow' })
    const index = createMatchIndex(nodes)
    const base = { ...makeMarketRequest(createRandom(9), nodes), allow: [], deny: [], tried: [], cooling: [] }
    const request = { ...base, maxRate: 1n << 119n, units: 1, memoryMiB: 1, weights: 'balanced' as const }
    const [best] = index.match(request, 1).ranked
    const without = { ...request, deny: [best?.nodeId ?? ''], tried: [best?.nodeId ?? ''] }
    expect(index.match(without, 1).ranked[0]?.nodeId).not.toBe(best?.nodeId)
    expect(index.match(request, 1).ranked[0]).toEqual(best)
  })
})

describe('explain', () => {
  it.each(MARKETS)(
    'says what explaining over every node says: $shape, $width',
    ({ shape, width }) => {
      const random = createRandom(SEED + 13)
      const churn = createChurn(random, makeMarket({ nodes: 300, seed: SEED + 3, shape, width }), shape, width)
      const index = createMatchIndex(churn.nodes())
      for (let i = 0; i < CASES.explanations; i++) {
        churn.change(index)
        const nodes = churn.nodes()
        const request = makeMarketRequest(random, nodes)
        const { version, ...explanation } = index.explain(request, 5)
        expect(version).toBe(index.version)
        const expected = explain(nodes, request, 5)
        if (text(explanation) !== text(expected)) {
          expect({ SEED, i, request, explanation }).toEqual({ SEED, i, request, explanation: expected })
        }
      }
    },
    120_000,
  )
})
