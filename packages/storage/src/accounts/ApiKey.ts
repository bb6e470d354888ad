import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    /** The key's public identity. */
    id: p.uuid().primary(),
    /** The account: wallet, lower case. */
    address: p.text().index('api_key_address'),
    /** Given by its owner. */
    name: p.text(),
    /** SHA-256 of the key, 64 hex digits. */
    keyHash: p.text().unique(),
    /** First characters of the key, so that its owner can distinguish keys. */
    prefix: p.text(),
    /** When the key was made. */
    createdAt: createdInstant(),
    /** When a call came with it last; null: never. */
    lastUsedAt: instant().nullable(),
    /** When its owner ended it; null while it is good. */
    revokedAt: instant().nullable(),
  },
})

/** A long-lived key of an account; only its hash is kept. */
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey)
