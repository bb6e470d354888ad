import { BONUS_KINDS } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, oneOf } from '../db/columns.js'
import { BonusPeriod } from './BonusPeriod.js'

const BonusFactSchema = defineEntity({
  name: 'BonusFact',
  tableName: 'bonus_fact',
  properties: {
    /** Of the period. */
    startsAt: p
      .manyToOne(BonusPeriod)
      .mapToPk()
      .fieldName('starts_at')
      .deleteRule('no action')
      .updateRule('no action')
      .primary(),
    /** The bonus that it counts for. */
    kind: oneOf(BONUS_KINDS).primary(),
    /** Wallet, lower case. */
    account: p.text().primary(),
    /** AIIGO base units. */
    weight: amount(),
  },
  checks: [
    { name: 'bonus_fact_account_lower', expression: `"account" = lower("account")` },
    { name: 'bonus_fact_weight_positive', expression: `"weight" > 0` },
  ],
})

/** An account's contribution to one kind of bonus in a period. Never changes. */
export class BonusFact extends BonusFactSchema.class {}
BonusFactSchema.setClass(BonusFact)
