import { OUTLIER_FACTOR, type ResourceType } from '@aiigo/domain'
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

/**
 * The highest ask of the registered nodes of a type that is not absurd, as `goingRate` of the domain has it; null when
 * nobody asks a price in the token. Base units.
 */
export async function highestAsk(em: EntityManager, resourceType: ResourceType, token: string): Promise<bigint | null> {
  const rows = await em.execute<{ highest: string | null }[]>(
    `with ask as (
       select (asks ->> ?)::numeric as rate from node where registered and resource_type = ?
         and (resource_type = 'CPU' or type_shown_until is not null) and (asks ->> ?)::numeric > 0
     ), middle as (select percentile_disc(0.5) within group (order by rate) as rate from ask)
     select max(ask.rate)::text as highest from ask, middle where ask.rate <= middle.rate * ?`,
    [token, resourceType, token, Number(OUTLIER_FACTOR)],
  )
  const highest = rows[0]?.highest
  return highest ? BigInt(highest) : null
}
