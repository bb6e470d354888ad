import { defineEntity, p } from '@mikro-orm/core'
import { amount } from '../db/columns.js'

const BonusAwardRowSchema = defineEntity({
  name: 'BonusAwardRow',
  tableName: 'bonus_award',
  properties: {
    epoch: p.integer().primary(),
    /** Wallet, lower case. */
    account: p.text().primary(),
    /** AIIGO base units, as all amounts here. */
    referral: amount(),
    uptime: amount(),
    performance: amount(),
    /** The sum. */
    amount: amount(),
    /** 0x hex. */
    proof: p.json<string[]>(),
  },
})

/** What an account gets for an epoch, with its Merkle proof. Never changes. */
export class BonusAwardRow extends BonusAwardRowSchema.class {}
BonusAwardRowSchema.setClass(BonusAwardRow)
