import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const SiweNonceSchema = defineEntity({
  name: 'SiweNonce',
  tableName: 'siwe_nonce',
  properties: {
    /** The random text that a sign-in message has to carry. */
    nonce: p.text().primary(),
    /** Until when it is good. */
    expiresAt: instant(),
    /** When a sign-in used it; null while none did. */
    consumedAt: instant().nullable(),
  },
})

/** A nonce given out for one sign-in; consumed atomically. */
export class SiweNonce extends SiweNonceSchema.class {}
SiweNonceSchema.setClass(SiweNonce)
