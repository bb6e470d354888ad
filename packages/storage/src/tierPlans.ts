import type { CloudProvider, Region, ResourceType, TierPlan } from '@aiigo/domain'
import type { EntityManager } from './createStorage.js'

/** Everything the operator has planned. */
export async function readTierPlans(em: EntityManager): Promise<TierPlan[]> {
  const rows = await em.execute<
    { tier: TierPlan['tier']; resource_type: ResourceType; region: Region; label: string; units: number }[]
  >('select tier, resource_type, region, label, units from tier_plan order by tier, resource_type, region, label')
  return rows.map(({ tier, resource_type: resourceType, region, label, units }) => ({
    tier,
    resourceType,
    region,
    cloud: label === '' ? null : (label as CloudProvider),
    units,
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
