import type { Share } from './LiveIndex.js'

/** Looked at for each node wanted at most: beyond that the best ones would be far down the list. */
const MAX_REACH = 3

/**
 * The best nodes with those of one's share before the others; each kind stays in its order.
 * @param match the best nodes, best first
 * @example rankOwnFirst({ has: (id) => id === 'b', oneIn: 2 }, 2, () => [{ nodeId: 'a' }, { nodeId: 'b' }, { nodeId:
 * 'c' }]) // b, a
 */
export function rankOwnFirst<Node extends { nodeId: string }>(
  share: Share | undefined,
  k: number,
  match: (k: number) => Node[],
): Node[] {
  if (!share) return match(k)
  const own: Node[] = []
  const others: Node[] = []
  for (const node of match(k * Math.min(MAX_REACH, share.oneIn))) (share.has(node.nodeId) ? own : others).push(node)
  return [...own, ...others].slice(0, k)
}
