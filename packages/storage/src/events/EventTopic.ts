import { defineEntity, p } from '@mikro-orm/core'
import { counter } from '../db/columns.js'

const EventTopicSchema = defineEntity({
  name: 'EventTopic',
  tableName: 'event_topic',
  properties: {
    topic: p.text().primary(),
    lastSeq: counter(),
  },
})

/** How far a topic has been numbered. */
export class EventTopic extends EventTopicSchema.class {}
EventTopicSchema.setClass(EventTopic)
