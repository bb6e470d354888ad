import type { NodeState, ResourceType, Tier, TrustLevel } from '@aiigo/domain'
import type { EntityManager } from './createStorage.js'

/** A node as the chain has it. */
export interface ChainNode {
  id: string
  provider: string
  resourceType: ResourceType
  units: number
  region: string
  tier: Tier
  state: NodeState
  trustLevel: TrustLevel
  reputation: number
  activeStake: bigint
  hashesPerSecond: bigint
  /** By token, lower case; without withdrawn ones. */
  asks: Record<string, string>
}

/**
 * Writes chain state of nodes into their rows, made where there is none yet. What is only known off chain stays as it is.
 * @param block the state's block; a row that already shows a later block keeps it unless `rewound`
 * @param rewound the chain was reorganised: earlier blocks count again
 */
export async function mirrorNodes(
  em: EntityManager,
  nodes: readonly ChainNode[],
  block: number,
  rewound = false,
): Promise<void> {
  for (const node of nodes) {
    await em.execute(
      `insert into node (id, provider, name, resource_type, units, region, tier, state, trust_level, reputation, active_stake,
         hashes_per_second, asks, chain_block, registered, spec)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::numeric, ?::jsonb, ?, true, '{}'::jsonb)
       on conflict (id) do update set provider = excluded.provider, resource_type = excluded.resource_type,
         units = excluded.units, region = excluded.region, tier = excluded.tier, state = excluded.state,
         trust_level = excluded.trust_level, reputation = excluded.reputation, active_stake = excluded.active_stake,
         hashes_per_second = excluded.hashes_per_second, asks = excluded.asks, chain_block = excluded.chain_block,
         registered = true, updated_at = now()
       where node.chain_block <= excluded.chain_block or ?`,
      [
        node.id,
        node.provider,
        `node ${node.id}`,
        node.resourceType,
        node.units,
        node.region,
        node.tier,
        node.state,
        node.trustLevel,
        node.reputation,
        node.activeStake.toString(),
        node.hashesPerSecond.toString(),
        JSON.stringify(node.asks),
        block,
        rewound,
      ],
      'run',
    )
  }
}
