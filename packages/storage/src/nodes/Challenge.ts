import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'
import type { ChallengeState } from './ChallengeState.js'

const ChallengeSchema = defineEntity({
  name: 'Challenge',
  tableName: 'challenge',
  properties: {
    /** 0x and 64 hex digits. */
    id: p.text().primary(),
    nodeId: p.text(),
    issuedAt: instant(),
    deadline: instant(),
    state: p.text().$type<ChallengeState>(),
  },
})

/** A proof-of-work challenge of a node, as the chain has it. */
export class Challenge extends ChallengeSchema.class {}
ChallengeSchema.setClass(Challenge)
