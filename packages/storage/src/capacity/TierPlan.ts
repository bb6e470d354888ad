import type { TierPlan as Plan, ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, oneOf } from '../db/columns.js'

const PLATFORM_TIERS = ['OWNED', 'CLOUD'] as const satisfies Plan['tier'][]

const TierPlanSchema = defineEntity({
  name: 'TierPlan',
  tableName: 'tier_plan',
  properties: {
    tier: oneOf(PLATFORM_TIERS).primary(),
    resourceType: p.text().$type<ResourceType>().primary(),
    region: p.text().primary(),
    /** The cloud; empty for OWNED. */
    label: p.text().primary(),
    units: p.integer(),
    /** Wallet of the operator. */
    updatedBy: p.text(),
    updatedAt: createdInstant(),
  },
  checks: [{ name: 'tier_plan_units_positive', expression: `"units" > 0` }],
})

/** Capacity that the operator plans at one place. Written by `setTierPlan` alone. */
export class TierPlan extends TierPlanSchema.class {}
TierPlanSchema.setClass(TierPlan)
