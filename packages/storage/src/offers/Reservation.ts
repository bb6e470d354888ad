import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { CheckRun } from '../checks/CheckRun.js'
import { instant } from '../db/columns.js'
import { trigger } from '../db/trigger.js'
import { Node } from '../nodes/Node.js'
import { Attempt } from './Attempt.js'

const ReservationSchema = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  properties: {
    /** Its id. */
    id: p.uuid().$type<Opt<string>>().defaultRaw('gen_random_uuid()').primary(),
    /** The attempt that the units are promised to; null where it is a run of a check. */
    attemptId: p
      .manyToOne(Attempt)
      .mapToPk()
      .fieldName('attempt_id')
      .deleteRule('no action')
      .updateRule('no action')
      .nullable(),
    /** The run of a check that the units are promised to; null where it is an attempt. */
    checkRunId: p
      .manyToOne(CheckRun)
      .mapToPk()
      .fieldName('check_run_id')
      .deleteRule('no action')
      .updateRule('no action')
      .nullable(),
    /** The node whose units they are. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id'),
    /** Promised units. */
    quantity: p.integer(),
    /** Null once the attempt is accepted, and for a check: then it holds until the attempt, or the run, ends. */
    expiresAt: instant().nullable(),
  },
  checks: [
    { name: 'reservation_quantity_positive', expression: `"quantity" > 0` },
    { name: 'reservation_of_one', expression: `num_nonnulls("attempt_id", "check_run_id") = 1` },
  ],
  uniques: [
    { name: 'reservation_attempt', properties: ['attemptId'] },
    { name: 'reservation_check_run', properties: ['checkRunId'] },
  ],
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

/** Capacity of a node promised to an attempt, or to a run of a check. */
export class Reservation extends ReservationSchema.class {}
ReservationSchema.setClass(Reservation)
