import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'
import { trigger } from '../db/trigger.js'
import { Node } from './Node.js'

const NodeFailureSchema = defineEntity({
  name: 'NodeFailure',
  tableName: 'node_failure',
  properties: {
    /** The node that failed. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id').deleteRule('no action').updateRule('no action').primary(),
    /** Failures of the node, weighed, as they counted at `at`; they fade from there. */
    points: p.double(),
    /** When `points` were counted. */
    at: instant(),
  },
  checks: [{ name: 'node_failure_points_positive', expression: `"points" = abs("points")` }],
  triggers: [
    trigger(`create constraint trigger node_failure_changed after insert or update or delete on node_failure
      deferrable initially deferred for each row execute function node_part_changed()`),
  ],
})

/** How a node failed earlier jobs. */
export class NodeFailure extends NodeFailureSchema.class {}
NodeFailureSchema.setClass(NodeFailure)
