import type { Problem } from '../errors.js'
import { REGIONS } from '../resource.js'
import { CLOUD_PROVIDERS, OWNED_REGIONS } from './platformTiers.js'

/** The most that can be planned at one place. */
export const MAX_PLANNED_UNITS = 1_000_000

interface PlanInput {
  tier: string
  region: string
  cloud: string | null
  units: number
}

/** Problems of a plan; fields as in the API's input. */
export function checkTierPlan({ tier, region, cloud, units }: PlanInput): Problem[] {
  const problems: Problem[] = []
  const problem = (field: string, message: string): void => {
    problems.push({ code: 'PLAN_INVALID', field: `input.${field}`, message })
  }
  if (tier !== 'OWNED' && tier !== 'CLOUD') {
    problem('tier', `expected OWNED or CLOUD, got ${tier}; what the community holds ready is its own affair`)
  }
  const regions: readonly string[] = tier === 'OWNED' ? OWNED_REGIONS : REGIONS
  if (!regions.includes(region)) problem('region', `expected one of ${regions.join(', ')} for ${tier}, got ${region}`)
  if (tier === 'CLOUD' && !(CLOUD_PROVIDERS as readonly (string | null)[]).includes(cloud)) {
    problem('cloud', `expected one of ${CLOUD_PROVIDERS.join(', ')} for CLOUD, got ${cloud}`)
  }
  if (tier !== 'CLOUD' && cloud !== null) problem('cloud', `expected none for ${tier}, got ${cloud}; leave it out`)
  if (!Number.isInteger(units) || units < 0 || units > MAX_PLANNED_UNITS) {
    problem('units', `expected 0 to ${MAX_PLANNED_UNITS}, got ${units}`)
  }
  return problems
}
