import type { ResourceType } from '@aiigo/domain'
import type { MatchNode } from '@aiigo/matching'
import { Node, type Storage } from '@aiigo/storage'

/** Most nodes that a quote looks at. */
const MAX_NODES = 10_000

/** Registered nodes of a type as matching sees them, with the units that are not promised to any attempt. */
export async function loadMatchNodes(storage: Storage, resourceType: ResourceType): Promise<MatchNode[]> {
  const em = storage.fork()
  const nodes = await em.find(Node, { registered: true, resourceType }, { limit: MAX_NODES })
  const reserved = await em.execute<{ node_id: string; used: string }[]>(
    `select node_id, sum(quantity) as used from reservation
     where expires_at is null or expires_at > clock_timestamp() group by node_id`,
  )
  const used = new Map(reserved.map((row) => [row.node_id, Number(row.used)]))
  return nodes.map((node) => ({
    id: node.id,
    provider: node.provider,
    resourceType: node.resourceType,
    state: node.state,
    availability: node.availability,
    online: node.online,
    freeUnits: node.units - (used.get(node.id) ?? 0),
    region: node.region,
    tier: node.tier,
    trustLevel: node.trustLevel,
    reputation: node.reputation,
    asks: node.asks,
    memoryMiB: node.spec.memoryMiB ?? null,
    hardware: node.spec.hardware ?? {},
    tflops: node.spec.tflops ?? null,
    hashesPerSecond: node.hashesPerSecond,
    roundTripMs: node.roundTripMs ?? null,
    uptimeBps: node.uptimeBps,
  }))
}
