import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'
import { trigger } from '../db/trigger.js'
import { Node } from '../nodes/Node.js'
import { Attempt } from './Attempt.js'

const ReservationSchema = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  properties: {
    /** The attempt that the units are promised to. */
    attemptId: p
      .manyToOne(Attempt)
      .mapToPk()
      .fieldName('attempt_id')
      .deleteRule('no action')
      .updateRule('no action')
      .primary(),
    /** The node whose units they are. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id'),
    /** Promised units. */
    quantity: p.integer(),
    /** Null once the attempt is accepted: then it holds until the attempt ends. */
    expiresAt: instant().nullable(),
  },
  checks: [{ name: 'reservation_quantity_positive', expression: `"quantity" > 0` }],
  indexes: [{ name: 'reservation_node', properties: ['nodeId'] }],
  triggers: [
    // "offer_jobs" records the changes of all its nodes at once.
    trigger(`create constraint trigger reservation_changed after insert or delete on reservation
      deferrable initially deferred for each row
      when (current_setting('aiigo.node_changes_recorded', true) is distinct from 'on') execute function node_part_changed()`),
    trigger(`create constraint trigger reservation_resized after update on reservation
      deferrable initially deferred for each row
      when (old.quantity is distinct from new.quantity) execute function node_part_changed()`),
  ],
})

/** Capacity of a node promised to an attempt. */
export class Reservation extends ReservationSchema.class {}
ReservationSchema.setClass(Reservation)
