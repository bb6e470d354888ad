import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const OutboxSchema = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  properties: {
    /** The effect's id, which is the queue job's id. */
    id: p.uuid().primary(),
    /** Name of the queue. */
    queue: p.text(),
    /** The queue job's payload. */
    payload: p.json<unknown>(),
    /** When the queue job is due; null: at once. */
    delayUntil: instant().nullable(),
    /** W3C `traceparent` of the trace that it carries on; null without traces. */
    trace: p.text().nullable(),
    /** When the state changed that it follows from. */
    createdAt: createdInstant(),
    /** Until when a worker has it that runs it without a queue; null: none. */
    claimedUntil: instant().nullable(),
    /** When the queue got it, or it had run without one; null before. */
    dispatchedAt: instant().nullable(),
  },
  indexes: [
    { name: 'outbox_dispatched', properties: ['dispatchedAt'], where: `"dispatched_at" is not null` },
    { name: 'outbox_waiting', properties: ['createdAt', 'id'], where: `"dispatched_at" is null` },
    {
      name: 'outbox_unclaimed',
      properties: ['queue', 'createdAt', 'id'],
      where: `"dispatched_at" is null and "claimed_until" is null`,
    },
  ],
})

/** Work to hand to a queue, written with the state change it follows from. */
export class Outbox extends OutboxSchema.class {}
OutboxSchema.setClass(Outbox)
