import { isTypeShown, type NodeState, type PowerFacts, verifiedPowerOf } from '@aiigo/domain'
import { knownExecutors, maskOf } from './executors.js'
import type { MatchNode } from './types.js'

/** A stored node, as far as matching looks at it. */
export interface StoredNode
  extends Omit<
      MatchNode,
      'state' | 'freeUnits' | 'memoryMiB' | 'hardware' | 'tflops' | 'roundTripMs' | 'hashesPerSecond'
    >,
    PowerFacts {
  state: NodeState
  /** End of the audit that shows its type; null without one. */
  typeShownUntil?: Date | null | undefined
  roundTripMs?: number | null | undefined
  spec: {
    memoryMiB?: number | undefined
    hardware?: MatchNode['hardware'] | undefined
    tflops?: number | undefined
    schedule?: MatchNode['schedule']
    executors?: readonly string[] | undefined
  }
}

/** A node as matching sees it, from its row and what is free on it. */
export function matchNodeOf(node: StoredNode, freeUnits: number): MatchNode {
  const isUnshown = node.state === 'ACTIVE' && !isTypeShown(node.resourceType, node.typeShownUntil ?? null)
  return {
    id: node.id,
    provider: node.provider,
    resourceType: node.resourceType,
    state: isUnshown ? 'UNSHOWN' : node.state,
    availability: node.availability,
    online: node.online,
    freeUnits,
    region: node.region,
    tier: node.tier,
    trustLevel: node.trustLevel,
    reputation: node.reputation,
    asks: node.asks,
    memoryMiB: node.spec.memoryMiB ?? null,
    hardware: { ...node.spec.hardware, ...(node.spec.executors?.includes('serve') ? { serves: true } : {}) },
    tflops: node.spec.tflops ?? null,
    schedule: node.spec.schedule ?? null,
    executors: knownExecutors(maskOf(node.spec.executors)),
    hashesPerSecond: verifiedPowerOf(node),
    roundTripMs: node.roundTripMs ?? null,
    uptimeBps: node.uptimeBps,
  }
}
