import { checkTierPlan, REGIONS, type ResourceType, type TierPlan } from '@aiigo/domain'
import { priceBenchmarks, readCapacity, readTierPlans, type Storage, setTierPlan } from '@aiigo/storage'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import type { Capacity, SetTierCapacityInput, SetTierCapacityPayload } from './capacity.type.js'

const CAPACITY_REGIONS: readonly string[] = [...REGIONS, 'ANY', 'ALL']

export type CapacityService = ReturnType<typeof createCapacityService>

/** Supply against demand, and what the operator plans. */
export function createCapacityService({ storage }: { storage: Storage }) {
  return {
    async capacity(resourceType: ResourceType | null, region: string | null): Promise<Capacity | null> {
      if (region !== null && !CAPACITY_REGIONS.includes(region)) {
        throw apiError('BAD_USER_INPUT', `expected one of ${CAPACITY_REGIONS.join(', ')}, got ${region}`)
      }
      const em = storage.fork()
      const [count, plans, benchmarks] = await Promise.all([
        readCapacity(em),
        readTierPlans(em),
        priceBenchmarks(em, resourceType),
      ])
      if (!count) return null
      const isWanted = (row: { resourceType: string; region: string }): boolean =>
        (resourceType === null || row.resourceType === resourceType) && (region === null || row.region === region)
      // Plans and benchmarks are of single regions: with all of them together all are of interest.
      const isPlace = (row: { resourceType: string; region: string }): boolean =>
        isWanted(region === 'ALL' ? { ...row, region } : row)
      return {
        asOf: count.asOf,
        tiers: count.tiers.filter(isWanted),
        demand: count.demand.filter(isWanted),
        alerts: count.alerts.filter(isWanted),
        plans: plans.filter(isPlace),
        benchmarks: benchmarks.filter(isPlace).map(({ ownedRate, communityRate, ...benchmark }) => ({
          ...benchmark,
          ownedRate,
          communityRate: communityRate ?? null,
        })),
      }
    },

    async setTierCapacity(viewer: Viewer, input: SetTierCapacityInput): Promise<SetTierCapacityPayload> {
      const plan = { ...input, cloud: input.cloud ?? null }
      const userErrors = checkTierPlan(plan)
      const em = storage.fork()
      if (userErrors.length === 0) await setTierPlan(em, plan as TierPlan, viewer.address)
      return { plans: await readTierPlans(em), userErrors }
    },
  }
}
