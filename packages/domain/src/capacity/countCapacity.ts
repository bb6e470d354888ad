import { REGIONS, RESOURCE_TYPES, type ResourceType, TIERS, type Tier } from '../resource.js'
import type {
  CapacityCount,
  CapacityRegion,
  Demand,
  DemandCount,
  DemandPeak,
  DemandRegion,
  Supply,
  TierCapacity,
  TierPlan,
} from './CapacityCount.js'
import { capacityAlerts } from './capacityAlerts.js'
import { OWNED_REGIONS, TIER_TARGET_BPS } from './platformTiers.js'

const CAPACITY_REGIONS: readonly CapacityRegion[] = [...REGIONS, 'ALL']
const DEMAND_REGIONS: readonly DemandRegion[] = [...REGIONS, 'ANY', 'ALL']

interface CapacityFacts {
  supply: readonly Supply[]
  demand: readonly Demand[]
  peaks: readonly DemandPeak[]
  plans: readonly TierPlan[]
}

/**
 * Supply, demand and headroom of every tier, type and region, and what is wrong with them. Every combination has its
 * row, zeros included. The planned demand is the peak of the last 24 hours, or the current demand if that is higher; a
 * tier's target is its share of that.
 * @example countCapacity({ supply: [], demand: [], peaks: [], plans: [] }).alerts // []
 */
export function countCapacity({ supply, demand, peaks, plans }: CapacityFacts): CapacityCount {
  const counted = RESOURCE_TYPES.flatMap((resourceType) =>
    DEMAND_REGIONS.map((region): DemandCount => {
      const here = demand.filter((one) => one.resourceType === resourceType && isIn(one.region, region))
      const runningUnits = sum(here, ({ runningUnits: units }) => units)
      const waitingUnits = sum(here, ({ waitingUnits: units }) => units)
      const demandUnits = runningUnits + waitingUnits
      const peak = peaks.find((one) => one.resourceType === resourceType && one.region === region)?.units ?? 0
      return {
        resourceType,
        region,
        runningUnits,
        waitingUnits,
        demandUnits,
        plannedUnits: Math.max(peak, demandUnits),
      }
    }),
  )
  const plannedDemand = (resourceType: ResourceType, region: CapacityRegion): number =>
    counted.find((one) => one.resourceType === resourceType && one.region === region)?.plannedUnits ?? 0

  const tiers = RESOURCE_TYPES.flatMap((resourceType) =>
    CAPACITY_REGIONS.flatMap((region) =>
      TIERS.map((tier): TierCapacity => {
        const here = supply.filter(
          (one) => one.resourceType === resourceType && one.tier === tier && isIn(one.region, region),
        )
        const supplyUnits = sum(here, ({ units }) => units)
        const targetUnits = hasTarget(tier, region) ? shareOf(plannedDemand(resourceType, region), tier) : null
        return {
          resourceType,
          region,
          tier,
          nodes: sum(here, ({ nodes }) => nodes),
          supplyUnits,
          freeUnits: sum(here, ({ freeUnits }) => freeUnits),
          uptimeBps: supplyUnits === 0 ? null : Math.floor(sum(here, ({ unitUptime }) => unitUptime) / supplyUnits),
          plannedUnits:
            tier === 'COMMUNITY'
              ? null
              : sum(
                  plans.filter(
                    (one) => one.resourceType === resourceType && one.tier === tier && isIn(one.region, region),
                  ),
                  ({ units }) => units,
                ),
          targetUnits,
          headroomUnits: targetUnits === null ? null : supplyUnits - targetUnits,
        }
      }),
    ),
  )
  return { tiers, demand: counted, alerts: capacityAlerts(tiers, counted) }
}

function isIn(region: string, wanted: DemandRegion): boolean {
  return wanted === 'ALL' || region === wanted
}

function hasTarget(tier: Tier, region: CapacityRegion): boolean {
  return tier !== 'OWNED' || region === 'ALL' || (OWNED_REGIONS as readonly string[]).includes(region)
}

function shareOf(units: number, tier: Tier): number {
  return Math.ceil((units * TIER_TARGET_BPS[tier]) / 10_000)
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
