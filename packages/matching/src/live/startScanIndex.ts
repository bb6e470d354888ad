import { explain } from '../explain.js'
import type { IndexLoader, MatchIndex } from '../MatchIndex.js'
import { rank } from '../rank.js'
import type { MatchNode } from '../types.js'

/** An index that looks at every node: slow, and so plain that other things can be tested against it. */
export function startScanIndex(): IndexLoader {
  const nodes = new Map<string, MatchNode>()
  let version = 0
  const change = (id: string, changed: Partial<MatchNode>): boolean => {
    const node = nodes.get(id)
    if (!node) return false
    nodes.set(id, { ...node, ...changed })
    version++
    return true
  }
  const index: MatchIndex = {
    get size() {
      return nodes.size
    },
    get version() {
      return version
    },
    has: (id) => nodes.has(id),
    get: (id) => nodes.get(id) ?? null,
    upsert(node) {
      nodes.set(node.id, node)
      version++
    },
    remove(id) {
      version++
      return nodes.delete(id)
    },
    updateAvailability: (id, changed) => change(id, changed as Partial<MatchNode>),
    updatePrice: (id, token, rate) => change(id, { asks: { ...nodes.get(id)?.asks, [token]: rate.toString() } }),
    updateReputation: (id, changed) => change(id, changed as Partial<MatchNode>),
    match: (request, k) => ({ version, ranked: rank(nodes.values(), request, k) }),
    explain: (request, k) => ({ ...explain([...nodes.values()], request, k), version }),
    tidy: () => true,
    stats: () => ({ nodes: nodes.size, rows: nodes.size, bytes: 0, unclustered: 0, blocksRead: 0 }),
  }
  return {
    add: (node) => void nodes.set(node.id, node),
    *finish() {
      yield
      return index
    },
  }
}
