import type { BonusShares } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'

const BonusPeriodSchema = defineEntity({
  name: 'BonusPeriod',
  tableName: 'bonus_period',
  properties: {
    startsAt: instant().primary(),
    endsAt: instant(),
    /** AIIGO base units. */
    budget: amount(),
    shares: p.json<BonusShares>(),
    recordedAt: instant(),
  },
  checks: [
    { name: 'bonus_period_order', expression: `"ends_at" > "starts_at"` },
    { name: 'bonus_period_budget_positive', expression: `"budget" >= 0` },
  ],
})

/** A week whose bonus facts are recorded. Never changes. */
export class BonusPeriod extends BonusPeriodSchema.class {}
BonusPeriodSchema.setClass(BonusPeriod)
