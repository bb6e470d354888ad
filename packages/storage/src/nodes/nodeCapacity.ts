import type { ResourceType } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from './Node.js'

export interface NodeCapacity {
  node: Node
  /** Units not promised to any attempt. */
  freeUnits: number
}

/**
 * Registered nodes with what is free on each.
 * @param ready only nodes that are ACTIVE, online and AVAILABLE, of this type; without it every registered node
 */
export async function nodeCapacities(em: EntityManager, ready?: ResourceType): Promise<NodeCapacity[]> {
  const nodes = await em.find(
    Node,
    ready
      ? { registered: true, resourceType: ready, state: 'ACTIVE', online: true, availability: 'AVAILABLE' }
      : { registered: true },
  )
  const rows = await em.execute<{ node_id: string; used: string }[]>(
    `select node_id, sum(quantity) as used from reservation
     where expires_at is null or expires_at > clock_timestamp() group by node_id`,
  )
  const used = new Map(rows.map((row) => [row.node_id, Number(row.used)]))
  return nodes.map((node) => ({ node, freeUnits: Math.max(0, node.units - (used.get(node.id) ?? 0)) }))
}
