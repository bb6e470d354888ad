import type { CloudProvider, Region, ResourceType, TierPlan } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/** A plan, and what of it can work now. */
export interface TierPlanState extends TierPlan {
  /** Units of nodes there that are ACTIVE, online and AVAILABLE; in CLOUD of those that name this cloud. */
  upUnits: number
}

/** Everything the operator has planned. */
export async function readTierPlans(em: EntityManager): Promise<TierPlanState[]> {
  const rows = await em.execute<
    { tier: TierPlan['tier']; resource_type: ResourceType; region: Region; label: string; units: number; up: string }[]
  >(
    `select p.tier, p.resource_type, p.region, p.label, p.units, (
       select coalesce(sum(n.units), 0) from node n
       where n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE' and n.tier = p.tier
         and n.resource_type = p.resource_type and n.region = p.region and (p.label = '' or n.spec ->> 'cloud' = p.label)) as up
     from tier_plan p order by p.tier, p.resource_type, p.region, p.label`,
  )
  return rows.map(({ tier, resource_type: resourceType, region, label, units, up }) => ({
    tier,
    resourceType,
    region,
    cloud: label === '' ? null : (label as CloudProvider),
    units,
    upUnits: Number(up),
  }))
}

/**
 * Plans capacity at one place; 0 units: none.
 * @param plan as `checkTierPlan` lets it pass
 * @param by wallet of the operator
 */
export async function setTierPlan(em: EntityManager, plan: TierPlan, by: string): Promise<void> {
  const { tier, resourceType, region, cloud, units } = plan
  const place = [tier, resourceType, region, cloud ?? '']
  if (units === 0) {
    await em.execute(
      'delete from tier_plan where tier = ? and resource_type = ? and region = ? and label = ?',
      place,
      'run',
    )
    return
  }
  await em.execute(
    `insert into tier_plan (tier, resource_type, region, label, units, updated_by) values (?, ?, ?, ?, ?, ?)
     on conflict (tier, resource_type, region, label)
     do update set units = excluded.units, updated_by = excluded.updated_by, updated_at = now()`,
    [...place, units, by],
    'run',
  )
}
