import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'event',
  properties: {
    /** The channel, such as the events of one job. */
    topic: p.text().primary(),
    /** Number within the topic, from 1 without gaps. */
    seq: counter().primary(),
    /** The payload of the event. */
    data: p.json<unknown>(),
    /** When it was announced. */
    at: instant(),
  },
  // Those of jobs go with their job's end. `!~~`, as PostgreSQL prints `not like`.
  indexes: [{ name: 'event_not_of_job', properties: ['at'], where: `"topic" !~~ 'job:%'` }],
})

/** A live event; numbered within its topic without gaps. */
export class Event extends EventSchema.class {}
EventSchema.setClass(Event)
