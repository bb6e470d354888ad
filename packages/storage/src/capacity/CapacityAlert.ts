import type { CapacityAlert as Alert } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { identity, instant } from '../db/columns.js'

const CapacityAlertSchema = defineEntity({
  name: 'CapacityAlert',
  tableName: 'capacity_alert',
  properties: {
    /** The database's own count. */
    id: identity(),
    /** The identity of an alert. */
    key: p.text(),
    /** The alert as it was counted last. */
    alert: p.json<Alert>(),
    /** When the first count had it. */
    since: instant(),
    /** Null while it is open. */
    until: instant().nullable(),
  },
  uniques: [{ name: 'capacity_alert_open', properties: ['key'], where: `"until" is null` }],
  indexes: [{ name: 'capacity_alert_until', properties: ['until'], where: `"until" is not null` }],
})

/** An alert, open or over. Written by `storeCapacity` alone. */
export class CapacityAlert extends CapacityAlertSchema.class {}
CapacityAlertSchema.setClass(CapacityAlert)
