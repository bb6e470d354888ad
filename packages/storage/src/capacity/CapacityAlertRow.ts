import type { CapacityAlert } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const CapacityAlertRowSchema = defineEntity({
  name: 'CapacityAlertRow',
  tableName: 'capacity_alert',
  properties: {
    id: counter().primary().autoincrement(),
    /** What makes two alerts the same one. */
    key: p.text(),
    alert: p.json<CapacityAlert>(),
    since: instant(),
    /** Null while it is open. */
    until: instant().nullable(),
  },
})

/** An alert, open or over. Written by `storeCapacity` alone. */
export class CapacityAlertRow extends CapacityAlertRowSchema.class {}
CapacityAlertRowSchema.setClass(CapacityAlertRow)
