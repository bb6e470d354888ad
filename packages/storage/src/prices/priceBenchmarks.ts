import type { ResourceType } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/**
 * The asks of the platform's own nodes, for comparison. Rates in base units of the token per million units of usage.
 */
export interface PriceBenchmark {
  resourceType: ResourceType
  region: string
  token: string
  /** Median of OWNED nodes. */
  ownedRate: bigint
  ownedNodes: number
  /** Median of COMMUNITY nodes there; null when none asks. */
  communityRate: bigint | null
}

/** Median asks of OWNED nodes that are ACTIVE, by type, region and token, with the community's beside them. */
export async function priceBenchmarks(em: EntityManager, resourceType: ResourceType | null): Promise<PriceBenchmark[]> {
  const rows = await em.execute<
    {
      resource_type: ResourceType
      region: string
      token: string
      owned: string
      nodes: string
      community: string | null
    }[]
  >(
    `select resource_type, region, token,
       percentile_disc(0.5) within group (order by rate) filter (where tier = 'OWNED') as owned,
       count(*) filter (where tier = 'OWNED') as nodes,
       percentile_disc(0.5) within group (order by rate) filter (where tier = 'COMMUNITY') as community
     from (
       select n.resource_type, n.region, n.tier, lower(a.key) as token, a.value::numeric as rate
       from node n cross join lateral jsonb_each_text(n.asks) a
       where n.registered and n.state = 'ACTIVE'
         and (n.resource_type = 'CPU' or n.type_shown_until is not null) and a.value ~ '^[0-9]{1,78}$' and (?::text is null or n.resource_type = ?)) ask
     where rate > 0 group by resource_type, region, token having count(*) filter (where tier = 'OWNED') > 0
     order by resource_type, region, token`,
    [resourceType, resourceType],
  )
  return rows.map((row) => ({
    resourceType: row.resource_type,
    region: row.region,
    token: row.token,
    ownedRate: BigInt(row.owned),
    ownedNodes: Number(row.nodes),
    communityRate: row.community === null ? null : BigInt(row.community),
  }))
}
