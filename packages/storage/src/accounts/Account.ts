import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    /** Wallet, lower case. */
    address: p.text().primary(),
    /** When the wallet signed in first. */
    createdAt: createdInstant(),
    /** When it signed in last. */
    lastSeenAt: instant(),
  },
})

/** A wallet that has signed in. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account)
