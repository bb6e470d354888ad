import type { BonusKind } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, instant } from '../db/columns.js'

const BonusFactRowSchema = defineEntity({
  name: 'BonusFactRow',
  tableName: 'bonus_fact',
  properties: {
    /** Of the period. */
    startsAt: instant().primary(),
    kind: p.text().$type<BonusKind>().primary(),
    /** Wallet, lower case. */
    account: p.text().primary(),
    /** AIIGO base units. */
    weight: amount(),
  },
})

/** What an account did for one kind of bonus in a period. Never changes. */
export class BonusFactRow extends BonusFactRowSchema.class {}
BonusFactRowSchema.setClass(BonusFactRow)
