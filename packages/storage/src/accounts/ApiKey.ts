import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    address: p.text().index('api_key_address'),
    name: p.text(),
    keyHash: p.text().unique(),
    /** First characters of the key, so that its owner can distinguish keys. */
    prefix: p.text(),
    createdAt: createdInstant(),
    lastUsedAt: instant().nullable(),
    revokedAt: instant().nullable(),
  },
})

/** A long-lived key of an account; only its hash is kept. */
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey)
