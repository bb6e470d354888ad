import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    address: p.text().primary(),
    createdAt: createdInstant(),
    lastSeenAt: instant(),
  },
})

/** A wallet that has signed in. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account)
