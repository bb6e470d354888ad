import { ONE, POINTS } from '../scales.js'
import type { RankedNode } from '../types.js'

/** A node in the order of score less penalty. */
export interface PenalizedNode extends RankedNode {
  /** Deduction for earlier failures, of 1 000 000; `total` and `points` are given after it. */
  penalty: number
}

/** Most nodes an index returns. */
const MAX_K = 1_000
/** A whole score is POINTS × 10 000 points. */
const POINTS_PER_PENALTY = (POINTS * 10_000) / ONE

/**
 * The exact k best nodes by score less penalty, from a source that ignores penalties. Penalties only lower scores, so
 * an unseen node has at most the points of the last one seen. As soon as the k-th best has as many, no unseen node can
 * come before it (the threshold of Fagin's algorithm). Few nodes have penalties, so the first look is nearly always
 * enough. Equal points stay in the source's order.
 * @param best the k best without penalties, best first, k up to 1 000; more than 999 penalised nodes in front of the
 * rest are not looked behind
 */
export function rankWithPenalties(
  best: (k: number) => readonly RankedNode[],
  penaltyOf: (nodeId: string) => number,
  k: number,
): PenalizedNode[] {
  for (let wanted = Math.min(k, MAX_K); ; wanted = Math.min(MAX_K, wanted * 4)) {
    const seen = best(wanted)
    const penalized = seen.map((node) => penalize(node, penaltyOf(node.nodeId)))
    // Sorting is stable: ties keep the source's order.
    const chosen = penalized.sort((a, b) => b.points - a.points).slice(0, k)
    const last = seen.at(-1)
    const kth = chosen.at(-1)
    if (!last || !kth || seen.length < wanted || wanted === MAX_K || kth.points >= last.points) return chosen
  }
}

function penalize(node: RankedNode, penalty: number): PenalizedNode {
  if (penalty === 0) return { ...node, penalty }
  return {
    ...node,
    penalty,
    points: node.points - penalty * POINTS_PER_PENALTY,
    total: Math.max(0, node.total - penalty),
  }
}
