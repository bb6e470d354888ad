import type { TrustLevel } from '@aiigo/domain'

/** Order among equal scores: PARTNER, then TRUSTED, then all others. */
export function priorityOf(level: TrustLevel): number {
  return level === 'PARTNER' ? 2 : level === 'TRUSTED' ? 1 : 0
}

/**
 * Where a node stands among nodes of equal score and priority, unsigned 30 bits, smallest first: without a seed by the
 * node's id, with one shuffled by it (murmur3's finaliser over id and seed), so that over many requests every node of a
 * tie is first equally often. Equal keys go by node id.
 */
export function tieKey(nodeId: string, seed: number | undefined): number {
  const high = Number.parseInt(nodeId.slice(2, 10), 16)
  if (seed === undefined) return high >>> 2
  let key = Number.parseInt(nodeId.slice(10, 18), 16) ^ Math.imul(high, 0x9e3779b1) ^ seed
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b)
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35)
  return (key ^ (key >>> 16)) >>> 2
}

/**
 * A tie seed from a text that names the request, such as a job's id (FNV-1a).
 * @example tieSeedOf('a') // 0xe40c292c
 */
export function tieSeedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
