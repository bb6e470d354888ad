import type { ResourceType } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/**
 * The lowest ask of the registered nodes of a type that may ever work; null when there is no ask in the token. Base
 * units.
 */
export async function lowestAsk(em: EntityManager, resourceType: ResourceType, token: string): Promise<bigint | null> {
  const rows = await em.execute<{ lowest: string | null }[]>(
    `select min((asks ->> ?)::numeric)::text as lowest from node
     where registered and resource_type = ? and state not in ('REJECTED', 'SLASHED') and (asks ->> ?)::numeric > 0
       and (resource_type = 'CPU' or type_shown_until is not null)`,
    [token, resourceType, token],
  )
  const lowest = rows[0]?.lowest
  return lowest ? BigInt(lowest) : null
}

/** The highest ask of the registered nodes of a type; null when there is no ask in the token. Base units. */
export async function highestAsk(em: EntityManager, resourceType: ResourceType, token: string): Promise<bigint | null> {
  const rows = await em.execute<{ highest: string | null }[]>(
    `select max((asks ->> ?)::numeric)::text as highest from node where registered and resource_type = ?
       and (resource_type = 'CPU' or type_shown_until is not null)`,
    [token, resourceType],
  )
  const highest = BigInt(rows[0]?.highest ?? 0)
  return highest > 0n ? highest : null
}
