import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'event',
  properties: {
    topic: p.text().primary(),
    seq: counter().primary(),
    data: p.json<unknown>(),
    at: instant(),
  },
})

/** A live event; numbered within its topic without gaps. */
export class Event extends EventSchema.class {}
EventSchema.setClass(Event)
