import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'
import type { NodeDetails } from './NodeDetails.js'

const PresenceSpanSchema = defineEntity({
  name: 'PresenceSpan',
  tableName: 'presence_span',
  properties: {
    id: counter().primary().autoincrement(),
    nodeId: p.text(),
    /** Wallet, lower case. */
    provider: p.text(),
    /** Registered, ACTIVE and AVAILABLE: the node was meant to work. */
    meant: p.boolean(),
    /** Heartbeats arrived. */
    online: p.boolean(),
    /** The hours of the week in which it was meant to work, as its details had them; null: all. */
    schedule: p.json<NodeDetails['schedule'] | null>().nullable(),
    since: instant(),
    /** Null while it lasts. */
    until: instant().nullable(),
  },
})

/** A stretch in which a node was meant to work, or online, or both. Written by a trigger on `node` alone. */
export class PresenceSpan extends PresenceSpanSchema.class {}
PresenceSpanSchema.setClass(PresenceSpan)
