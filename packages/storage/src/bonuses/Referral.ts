import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant } from '../db/columns.js'

const ReferralSchema = defineEntity({
  name: 'Referral',
  tableName: 'referral',
  properties: {
    /** Wallet, lower case. */
    provider: p.text().primary(),
    /** Wallet, lower case. */
    referrer: p.text(),
    createdAt: createdInstant(),
  },
})

/** Who brought a provider. Written by `setReferrer` alone. */
export class Referral extends ReferralSchema.class {}
ReferralSchema.setClass(Referral)
