import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'

const BonusEpochRowSchema = defineEntity({
  name: 'BonusEpochRow',
  tableName: 'bonus_epoch',
  properties: {
    /** Number on the chain. */
    epoch: p.integer().primary(),
    /** Of the period. */
    startsAt: instant(),
    /** 0x hex. */
    root: p.text(),
    /** AIIGO base units. */
    total: amount(),
    computedAt: instant(),
  },
})

/** What a period came to, as the chain’s distributor takes it. Never changes. */
export class BonusEpochRow extends BonusEpochRowSchema.class {}
BonusEpochRowSchema.setClass(BonusEpochRow)
