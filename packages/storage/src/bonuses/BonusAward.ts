import { defineEntity, p } from '@mikro-orm/core'
import { amount } from '../db/columns.js'
import { BonusEpoch } from './BonusEpoch.js'

const BonusAwardSchema = defineEntity({
  name: 'BonusAward',
  tableName: 'bonus_award',
  properties: {
    /** Number on the chain. */
    epoch: p
      .manyToOne(BonusEpoch)
      .mapToPk()
      .fieldName('epoch')
      .deleteRule('no action')
      .updateRule('no action')
      .primary(),
    /** Wallet, lower case. */
    account: p.text().primary(),
    /** For referrals, AIIGO base units. */
    referral: amount(),
    /** For uptime, AIIGO base units. */
    uptime: amount(),
    /** For performance, AIIGO base units. */
    performance: amount(),
    /** The sum of the three. */
    amount: amount(),
    /** 0x hex. */
    proof: p.json<string[]>(),
  },
  checks: [
    {
      name: 'bonus_award_sum',
      expression: `"amount" > 0 and "amount" = "referral" + "uptime" + "performance"`,
    },
  ],
  indexes: [
    {
      name: 'bonus_award_account',
      properties: ['account', 'epoch'],
      columns: [{ name: 'account' }, { name: 'epoch', sort: 'desc' }],
    },
  ],
})

/** An account's award of an epoch, with its Merkle proof. Never changes. */
export class BonusAward extends BonusAwardSchema.class {}
BonusAwardSchema.setClass(BonusAward)
