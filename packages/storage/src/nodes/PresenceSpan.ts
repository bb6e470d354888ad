import { defineEntity, p } from '@mikro-orm/core'
import { identity, instant } from '../db/columns.js'
import type { NodeDetails } from './NodeDetails.js'

const PresenceSpanSchema = defineEntity({
  name: 'PresenceSpan',
  tableName: 'presence_span',
  properties: {
    /** The database's own count. */
    id: identity(),
    /** The node. */
    nodeId: p.text(),
    /** Wallet, lower case. */
    provider: p.text(),
    /** Registered, ACTIVE and AVAILABLE: the node was meant to work. */
    meant: p.boolean(),
    /** Heartbeats arrived. */
    online: p.boolean(),
    /** The hours of the week in which it was meant to work, as its details had them; null: all. */
    schedule: p.json<NodeDetails['schedule'] | null>().nullable(),
    /** Its start. */
    since: instant(),
    /** Null while it lasts. */
    until: instant().nullable(),
  },
  checks: [
    { name: 'presence_span_says_something', expression: `"meant" or "online"` },
    { name: 'presence_span_order', expression: `"until" > "since"` },
  ],
  uniques: [{ name: 'presence_span_open', properties: ['nodeId'], where: `"until" is null` }],
  indexes: [
    { name: 'presence_span_node', properties: ['nodeId', 'until'] },
    { name: 'presence_span_until', properties: ['until'], where: `"until" is not null` },
  ],
})

/** A stretch in which a node was meant to work, or online, or both. Written by a trigger on `node` alone. */
export class PresenceSpan extends PresenceSpanSchema.class {}
PresenceSpanSchema.setClass(PresenceSpan)
