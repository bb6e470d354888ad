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
})

/** A live event; numbered within its topic without gaps. */
export class Event extends EventSchema.class {}
EventSchema.setClass(Event)
