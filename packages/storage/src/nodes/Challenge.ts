import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'
import { CHALLENGE_STATES } from './ChallengeState.js'
import { Node } from './Node.js'

const ChallengeSchema = defineEntity({
  name: 'Challenge',
  tableName: 'challenge',
  properties: {
    /** 0x and 64 hex digits. */
    id: p.text().primary(),
    /** The node that has to solve it. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id'),
    /** When the chain issued it. */
    issuedAt: instant(),
    /** Until when an answer counts. */
    deadline: instant(),
    /** ISSUED: without its seed. OPEN: to be solved. PASSED or FAILED: over. */
    state: oneOf(CHALLENGE_STATES),
  },
  indexes: [
    {
      name: 'challenge_node',
      properties: ['nodeId', 'issuedAt'],
      columns: [{ name: 'nodeId' }, { name: 'issuedAt', sort: 'desc' }],
    },
  ],
})

/** A proof-of-work challenge of a node, as the chain has it. */
export class Challenge extends ChallengeSchema.class {}
ChallengeSchema.setClass(Challenge)
