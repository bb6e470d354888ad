import type { BonusShares } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'

const BonusPeriodSchema = defineEntity({
  name: 'BonusPeriod',
  tableName: 'bonus_period',
  properties: {
    /** Its start, inclusive. */
    startsAt: instant().primary(),
    /** Its end, exclusive. */
    endsAt: instant(),
    /** AIIGO base units. */
    budget: amount(),
    /** How the budget is divided among the kinds, basis points by kind. */
    shares: p.json<BonusShares>(),
    /** When its facts were recorded. */
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
