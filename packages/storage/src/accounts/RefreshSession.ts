import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const RefreshSessionSchema = defineEntity({
  name: 'RefreshSession',
  tableName: 'refresh_session',
  properties: {
    id: p.uuid().primary(),
    address: p.text().index('refresh_session_address'),
    tokenHash: p.text().unique(),
    expiresAt: instant(),
    replacedBy: p.uuid().nullable(),
    revokedAt: instant().nullable(),
    userAgent: p.text().nullable(),
    createdAt: createdInstant(),
  },
})

/** One signed-in device. Refreshing replaces the row; using a replaced one revokes the chain. */
export class RefreshSession extends RefreshSessionSchema.class {}
RefreshSessionSchema.setClass(RefreshSession)
