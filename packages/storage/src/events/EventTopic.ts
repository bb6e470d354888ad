import { defineEntity, p } from '@mikro-orm/core'
import { counter } from '../db/columns.js'

const EventTopicSchema = defineEntity({
  name: 'EventTopic',
  tableName: 'event_topic',
  properties: {
    /** The channel. */
    topic: p.text().primary(),
    /** Number of its newest event. */
    lastSeq: counter(),
  },
})

/** How far a topic has been numbered. */
export class EventTopic extends EventTopicSchema.class {}
EventTopicSchema.setClass(EventTopic)
