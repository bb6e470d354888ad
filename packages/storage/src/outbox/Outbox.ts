import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, instant } from '../db/columns.js'

const OutboxSchema = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  properties: {
    /** The effect's id, which is the queue job's id. */
    id: p.uuid().primary(),
    queue: p.text(),
    payload: p.json<unknown>(),
    delayUntil: instant().nullable(),
    createdAt: createdInstant(),
    dispatchedAt: instant().nullable(),
  },
  indexes: [{ name: 'outbox_waiting', properties: ['createdAt', 'id'], where: `"dispatched_at" is null` }],
})

/** Work to hand to a queue, written with the state change it follows from. */
export class Outbox extends OutboxSchema.class {}
OutboxSchema.setClass(Outbox)
