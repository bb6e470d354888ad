import type { ResourceType, TierPlan } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant } from '../db/columns.js'

const TierPlanRowSchema = defineEntity({
  name: 'TierPlanRow',
  tableName: 'tier_plan',
  properties: {
    tier: p.text().$type<TierPlan['tier']>().primary(),
    resourceType: p.text().$type<ResourceType>().primary(),
    region: p.text().primary(),
    /** The cloud; empty for OWNED. */
    label: p.text().primary(),
    units: p.integer(),
    /** Wallet of the operator. */
    updatedBy: p.text(),
    updatedAt: createdInstant(),
  },
})

/** Capacity that the operator plans at one place. Written by `setTierPlan` alone. */
export class TierPlanRow extends TierPlanRowSchema.class {}
TierPlanRowSchema.setClass(TierPlanRow)
