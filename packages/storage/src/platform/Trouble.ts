import { PLATFORM_PARTS } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'

const TroubleSchema = defineEntity({
  name: 'Trouble',
  tableName: 'trouble',
  properties: {
    /** Random. */
    id: p.uuid().primary(),
    /** The part of the platform that is not well. */
    part: oneOf(PLATFORM_PARTS),
    /** The observation, for people. */
    details: p.text(),
    /** When it began, as far as a worker can tell. */
    startedAt: instant(),
    /** When a worker last saw it. */
    seenAt: instant(),
    /** When it was last seen, once nobody sees it any more; null while it lasts. */
    endedAt: instant().nullable(),
  },
  indexes: [
    {
      name: 'trouble_open',
      expression: 'create unique index "trouble_open" on "trouble" ("part") where "ended_at" is null',
    },
    { name: 'trouble_ended', properties: ['endedAt'], columns: [{ name: 'endedAt', sort: 'desc' }] },
  ],
})

/** A stretch of time in which a part of the platform was not well: what nodes fail then is not counted against them. */
export class Trouble extends TroubleSchema.class {}
TroubleSchema.setClass(Trouble)
