import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant } from '../db/columns.js'

const ReferralSchema = defineEntity({
  name: 'Referral',
  tableName: 'referral',
  properties: {
    /** Wallet, lower case. */
    provider: p.text().primary(),
    /** Wallet, lower case. */
    referrer: p.text().index('referral_referrer'),
    /** When the provider named its referrer. */
    createdAt: createdInstant().defaultRaw('clock_timestamp()'),
  },
  checks: [
    { name: 'referral_lower', expression: `"provider" = lower("provider") and "referrer" = lower("referrer")` },
    { name: 'referral_of_another', expression: `"referrer" <> "provider"` },
  ],
})

/** The referrer of a provider. Written by `setReferrer` alone. */
export class Referral extends ReferralSchema.class {}
ReferralSchema.setClass(Referral)
