import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const NodeChangeSchema = defineEntity({
  name: 'NodeChange',
  tableName: 'node_change',
  properties: {
    /** The transaction's number in the topic `nodechange`, in the order of commits. */
    seq: counter().primary(),
    /** The changed node. */
    nodeId: p.text().primary(),
    /** When the change was made. */
    at: instant().$type<Opt<Date>>().defaultRaw('clock_timestamp()'),
    /** Only what is promised of its units changed. */
    unitsOnly: p.boolean().$type<Opt<boolean>>().default(false),
  },
})

/**
 * Says that something matching looks at changed about a node; written by triggers alone, so that no writer can forget
 * it.
 */
export class NodeChange extends NodeChangeSchema.class {}
NodeChangeSchema.setClass(NodeChange)
