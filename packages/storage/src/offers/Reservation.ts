import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const ReservationSchema = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  properties: {
    attemptId: p.uuid().primary(),
    nodeId: p.text(),
    quantity: p.integer(),
    /** Null once the attempt is accepted: then it holds until the attempt ends. */
    expiresAt: instant().nullable(),
  },
})

/** Capacity of a node promised to an attempt. */
export class Reservation extends ReservationSchema.class {}
ReservationSchema.setClass(Reservation)
