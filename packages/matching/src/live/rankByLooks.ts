import type { Tier } from '@aiigo/domain'

/**
 * Ranks nodes tier by tier: a later look only happens while the earlier ones gave fewer than k, and its nodes come
 * after theirs.
 * @param looks tiers of each look, in order; no tier twice
 * @param match the best nodes of some tiers, best first
 * @example rankByLooks([['COMMUNITY'], ['OWNED']], 1, (tiers) => (tiers.includes('OWNED') ? ['n'] : [])) // ['n']
 */
export function rankByLooks<Node>(
  looks: readonly (readonly Tier[])[],
  k: number,
  match: (tiers: readonly Tier[], k: number) => readonly Node[],
): Node[] {
  const ranked: Node[] = []
  for (const tiers of looks) {
    if (ranked.length >= k) break
    ranked.push(...match(tiers, k - ranked.length))
  }
  return ranked
}
