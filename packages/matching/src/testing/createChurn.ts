import type { MatchIndex } from '../MatchIndex.js'
import type { MatchNode } from '../types.js'
import { makeMarketNode, type Shape, TOKENS, type Width } from './makeMarket.js'
import type { Random } from './random.js'

/** Random changes of a market, applied to an index and to plain objects alike. */
export function createChurn(random: Random, start: readonly MatchNode[], shape: Shape, width: Width) {
  const nodes = new Map(start.map((node) => [node.id, node]))
  const ids = [...nodes.keys()]
  let next = start.length

  function put(node: MatchNode): void {
    if (!nodes.has(node.id)) ids.push(node.id)
    nodes.set(node.id, node)
  }

  return {
    nodes: (): MatchNode[] => [...nodes.values()],
    change(index: MatchIndex): void {
      const id = random.pick(ids)
      const node = nodes.get(id)
      const kind = random.below(7)
      if (!node || kind === 0) {
        const fresh = makeMarketNode(random, next++, shape, width)
        put(fresh)
        index.upsert(fresh)
      } else if (kind === 1) {
        // The same node with everything else different: perhaps in another part, perhaps for other tokens.
        const other = { ...makeMarketNode(random, 0, shape, width), id }
        put(other)
        index.upsert(other)
      } else if (kind === 2) {
        nodes.delete(id)
        index.remove(id)
      } else if (kind === 3) {
        const change = {
          online: random.chance(0.8),
          freeUnits: random.below(9),
          ...(random.chance(0.3) ? { roundTripMs: random.chance(0.3) ? null : random.below(400) } : {}),
          ...(random.chance(0.2) ? { availability: random.pick(['AVAILABLE', 'DRAINING'] as const) } : {}),
          ...(random.chance(0.2) ? { state: random.pick(['ACTIVE', 'INACTIVE'] as const) } : {}),
        }
        put({ ...node, ...change })
        index.updateAvailability(id, change)
      } else if (kind === 4 || kind === 5) {
        const token = random.pick(TOKENS)
        const rate = BigInt(random.chance(0.1) ? 0 : 1 + random.below(1_500))
        put({ ...node, asks: { ...node.asks, [token]: rate.toString() } })
        index.updatePrice(id, token, rate)
      } else {
        const change = {
          reputation: random.below(10_001),
          uptimeBps: 8_500 + random.below(1_501),
          ...(random.chance(0.5) ? { hashesPerSecond: BigInt(random.below(2 ** 50)) } : {}),
          ...(random.chance(0.5) ? { trustLevel: random.pick(['BASIC', 'TRUSTED', 'PARTNER'] as const) } : {}),
        }
        put({ ...node, ...change })
        index.updateReputation(id, change)
      }
    },
  }
}
