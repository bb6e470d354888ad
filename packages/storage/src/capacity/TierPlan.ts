import type { TierPlan as Plan, ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, oneOf } from '../db/columns.js'

const PLATFORM_TIERS = ['OWNED', 'CLOUD'] as const satisfies Plan['tier'][]

const TierPlanSchema = defineEntity({
  name: 'TierPlan',
  tableName: 'tier_plan',
  properties: {
    /** Whose machines they are. */
    tier: oneOf(PLATFORM_TIERS).primary(),
    /** Type of the resource. */
    resourceType: p.text().$type<ResourceType>().primary(),
    /** Where they are. */
    region: p.text().primary(),
    /** The cloud; empty for OWNED. */
    label: p.text().primary(),
    /** Planned capacity, units of the type. */
    units: p.integer(),
    /** Wallet of the operator. */
    updatedBy: p.text(),
    /** When the operator set it last. */
    updatedAt: createdInstant(),
  },
  checks: [{ name: 'tier_plan_units_positive', expression: `"units" > 0` }],
})

/** Capacity that the operator plans at one place. Written by `setTierPlan` alone. */
export class TierPlan extends TierPlanSchema.class {}
TierPlanSchema.setClass(TierPlan)
