import type { ResourceType } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from './Node.js'
import type { NodeDetails } from './NodeDetails.js'

export interface NodeProfile {
  id: string
  /** Wallet, lower case. */
  provider: string
  name: string
  resourceType: ResourceType
  units: number
  region: string
  spec: NodeDetails
}

/**
 * Stores a provider's details of a device. The chain's data has precedence: resource type, units and region stay
 * as registered there.
 * @returns the node, or null when its id is another provider's
 */
export async function storeNode(em: EntityManager, profile: NodeProfile): Promise<Node | null> {
  const { id, provider, name, resourceType, units, region, spec } = profile
  await em.execute(
    `insert into node (id, provider, name, resource_type, units, region, asks, spec, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, '{}'::jsonb, ?::jsonb, now(), now())
     on conflict (id) do update set
       name = excluded.name, spec = excluded.spec, updated_at = now(),
       resource_type = case when node.registered then node.resource_type else excluded.resource_type end,
       units = case when node.registered then node.units else excluded.units end,
       region = case when node.registered then node.region else excluded.region end
     where node.provider = excluded.provider`,
    [id, provider, name, resourceType, units, region, JSON.stringify(spec)],
    'run',
  )
  return em.findOne(Node, { id, provider }, { refresh: true })
}

/** How many nodes of some providers can work now. Providers without any node are left out. */
export async function availableNodeCounts(
  em: EntityManager,
  providers: readonly string[],
): Promise<Map<string, number>> {
  const rows = await em.execute<{ provider: string; available: string }[]>(
    `select provider, count(*) filter (where online and availability = 'AVAILABLE' and state = 'ACTIVE') as available
     from node where provider in (select value from jsonb_array_elements_text(?::jsonb)) group by provider`,
    [JSON.stringify(providers)],
  )
  return new Map(rows.map(({ provider, available }) => [provider, Number(available)]))
}
