import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const RefreshSessionSchema = defineEntity({
  name: 'RefreshSession',
  tableName: 'refresh_session',
  properties: {
    /** A random identity. */
    id: p.uuid().primary(),
    /** The account: wallet, lower case. */
    address: p.text().index('refresh_session_address'),
    /** SHA-256 of the refresh token, 64 hex digits. */
    tokenHash: p.text().unique(),
    /** Until when the token is good. */
    expiresAt: instant(),
    /** The session that followed when the token was used; null while it was not. */
    replacedBy: p.uuid().nullable(),
    /** When the session was ended before its time; null: it was not. */
    revokedAt: instant().nullable(),
    /** Header `User-Agent` of the device, for its owner. */
    userAgent: p.text().nullable(),
    /** When the token was given out. */
    createdAt: createdInstant(),
  },
})

/** One signed-in device. Refreshing replaces the row; using a replaced one revokes the chain. */
export class RefreshSession extends RefreshSessionSchema.class {}
RefreshSessionSchema.setClass(RefreshSession)
