import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const MatcherSchema = defineEntity({
  name: 'Matcher',
  tableName: 'matcher',
  properties: {
    /** Chosen by the process, anew with each start. */
    id: p.text().primary(),
    seenAt: instant(),
  },
})

/** A process that offers jobs to nodes, as long as it says so; see `noteMatcher`. */
export class Matcher extends MatcherSchema.class {}
MatcherSchema.setClass(Matcher)
