import type { NodeState, ResourceType, Tier, TrustLevel } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'
import { recordNodeChange } from './nodeChanges.js'

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
 * Writes chain state of nodes into their rows, made where there is none yet. Off-chain data stays as it
 * is.
 * @param block the state's block; a row that already shows a later block keeps it unless `rewound`
 * @param rewound the chain was reorganised: earlier blocks count again
 */
export async function mirrorNodes(
  em: EntityManager,
  nodes: readonly ChainNode[],
  block: number,
  rewound = false,
): Promise<void> {
  if (nodes.length === 0) return
  recordNodeChange(em)
  const rows = nodes.map(({ activeStake, hashesPerSecond, ...node }) => ({
    ...node,
    name: `node ${node.id}`,
    activeStake: activeStake.toString(),
    hashesPerSecond: hashesPerSecond.toString(),
  }))
  const written = await em.execute<{ before: NodeState | null; state: NodeState }[]>(
    `insert into node (id, provider, name, resource_type, units, region, tier, state, trust_level, reputation, active_stake,
       hashes_per_second, asks, chain_block, registered, spec)
     select c.id, c.provider, c.name, c."resourceType", c.units, c.region, c.tier, c.state, c."trustLevel", c.reputation, c."activeStake",
       c."hashesPerSecond", c.asks, ?, true, '{}'::jsonb
     from jsonb_to_recordset(?::jsonb) as c (id text, provider text, name text, "resourceType" text, units int, region text, tier text,
       state text, "trustLevel" text, reputation int, "activeStake" numeric, "hashesPerSecond" numeric, asks jsonb)
     order by c.id
     on conflict (id) do update set provider = excluded.provider, resource_type = excluded.resource_type,
       units = excluded.units, region = excluded.region, tier = excluded.tier, state = excluded.state,
       trust_level = excluded.trust_level, reputation = excluded.reputation, active_stake = excluded.active_stake,
       hashes_per_second = excluded.hashes_per_second, asks = excluded.asks, chain_block = excluded.chain_block,
       registered = true, updated_at = now()
     where node.chain_block <= excluded.chain_block or ?
     returning (select n.state from node n where n.id = node.id and n.registered) as before, node.state`,
    [block, JSON.stringify(rows), rewound],
  )
  for (const { before, state } of written) {
    if (before !== state) effectsOf(em).told.push({ of: 'node', from: before, to: state })
  }
}
