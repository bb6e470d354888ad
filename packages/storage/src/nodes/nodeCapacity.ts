import type { ResourceType } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from './Node.js'

export interface NodeCapacity {
  node: Node
  /** Units not promised to any attempt. */
  freeUnits: number
}

/** The registered nodes of a type with what is free on each, whatever their state. */
export async function nodeCapacities(em: EntityManager, resourceType: ResourceType): Promise<NodeCapacity[]> {
  const nodes = await em.find(Node, { registered: true, resourceType })
  const rows = await em.execute<{ node_id: string; used: string }[]>(
    `select node_id, sum(quantity) as used from reservation
     where expires_at is null or expires_at > clock_timestamp() group by node_id`,
  )
  const used = new Map(rows.map((row) => [row.node_id, Number(row.used)]))
  return nodes.map((node) => ({ node, freeUnits: Math.max(0, node.units - (used.get(node.id) ?? 0)) }))
}
