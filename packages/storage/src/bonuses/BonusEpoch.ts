import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'
import { BonusPeriod } from './BonusPeriod.js'

const BonusEpochSchema = defineEntity({
  name: 'BonusEpoch',
  tableName: 'bonus_epoch',
  properties: {
    /** Number on the chain. */
    epoch: p.integer().autoincrement(false).primary(),
    /** Of the period. */
    startsAt: p.oneToOne(BonusPeriod).mapToPk().fieldName('starts_at'),
    /** 0x hex. */
    root: p.text(),
    /** AIIGO base units. */
    total: amount(),
    /** When the awards were worked out. */
    computedAt: instant(),
  },
  checks: [
    { name: 'bonus_epoch_number_positive', expression: `"epoch" > 0` },
    { name: 'bonus_epoch_root_format', expression: `"root" ~ '^0x[0-9a-f]{64}$'` },
    { name: 'bonus_epoch_total_positive', expression: `"total" > 0` },
  ],
})

/** The epoch of a period, as the chain’s distributor takes it. Never changes. */
export class BonusEpoch extends BonusEpochSchema.class {}
BonusEpochSchema.setClass(BonusEpoch)
