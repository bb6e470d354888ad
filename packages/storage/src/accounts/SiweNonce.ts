import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const SiweNonceSchema = defineEntity({
  name: 'SiweNonce',
  tableName: 'siwe_nonce',
  properties: {
    nonce: p.text().primary(),
    expiresAt: instant(),
    consumedAt: instant().nullable(),
  },
})

/** A nonce given out for one sign-in; consumed atomically. */
export class SiweNonce extends SiweNonceSchema.class {}
SiweNonceSchema.setClass(SiweNonce)
