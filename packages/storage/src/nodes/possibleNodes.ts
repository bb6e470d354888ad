import type { ResourceType, Tier, TrustLevel } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from './Node.js'

/** The requirements that a database index or a short expression checks; the caller checks the rest. */
export interface PossibleNodes {
  resourceType: ResourceType
  /** Payment token, lower case. */
  token: string
  /** Base units per million units of usage. */
  maxRate: bigint
  units: number
  /** Those that are enough, in each tier. */
  trustLevels: Readonly<Record<Tier, readonly TrustLevel[]>>
  /** Wallet whose nodes are left out, lower case. */
  notOf: string
}

/**
 * Registered nodes that may work some day and meet the requirements, whatever they do now; by id.
 * @param after id of the last node of the page before; empty: from the start
 */
export async function possibleNodes(
  em: EntityManager,
  { resourceType, token, maxRate, units, trustLevels, notOf }: PossibleNodes,
  after: string,
  limit: number,
): Promise<Node[]> {
  const classes = Object.entries(trustLevels).flatMap(([tier, levels]) => levels.map((level) => `${tier} ${level}`))
  const rows = await em.execute<{ id: string }[]>(
    `select id from node
     where registered and resource_type = ? and state not in ('REJECTED', 'SLASHED') and units >= ?
       and tier || ' ' || trust_level = any(string_to_array(?, ',')) and provider <> ?
       and (asks ->> ?)::numeric > 0 and (asks ->> ?)::numeric <= ?::numeric and id > ?
     order by id limit ?`,
    [resourceType, units, classes.join(','), notOf, token, token, maxRate.toString(), after, limit],
  )
  const ids = rows.map(({ id }) => id)
  return ids.length === 0 ? [] : em.find(Node, { id: { $in: ids } }, { orderBy: { id: 'asc' } })
}

/** Registered nodes of a type that may work some day, those of most units first. */
export async function largestNodes(em: EntityManager, resourceType: ResourceType, limit: number): Promise<Node[]> {
  return em.find(
    Node,
    { registered: true, resourceType, state: { $nin: ['REJECTED', 'SLASHED'] } },
    { orderBy: { units: 'desc', id: 'asc' }, limit },
  )
}
