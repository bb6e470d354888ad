import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const NodeUptimeSchema = defineEntity({
  name: 'NodeUptime',
  tableName: 'node_uptime',
  properties: {
    /** The node. */
    nodeId: p.text().primary(),
    /** When its uptime was last worked out; -infinity: never. */
    computedAt: instant().index('node_uptime_due'),
  },
})

/** The nodes whose uptime is computed next. A trigger on `node` makes the rows. */
export class NodeUptime extends NodeUptimeSchema.class {}
NodeUptimeSchema.setClass(NodeUptime)
