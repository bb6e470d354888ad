import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const NodeFailureSchema = defineEntity({
  name: 'NodeFailure',
  tableName: 'node_failure',
  properties: {
    nodeId: p.text().primary(),
    /** Failures of the node, weighed, as they counted at `at`; they fade from there. */
    points: p.double(),
    at: instant(),
  },
})

/** How a node failed earlier jobs. */
export class NodeFailure extends NodeFailureSchema.class {}
NodeFailureSchema.setClass(NodeFailure)
