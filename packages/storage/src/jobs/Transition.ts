import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant, identity } from '../db/columns.js'

const TransitionSchema = defineEntity({
  name: 'Transition',
  tableName: 'transition',
  properties: {
    /** Transitions of a job in the order in which they were made. */
    seq: identity(),
    /** The job. */
    jobId: p.uuid(),
    /** The attempt whose state it is; null: the job's own. */
    attemptId: p.uuid().nullable(),
    /** The state before; null when it was made in the state `to_state`. */
    fromState: p.text().nullable(),
    /** The state since. */
    toState: p.text(),
    /** The operation of the API, the queue (with the cause of its message) or the loop that moved it. */
    cause: p.text(),
    /** The wallet that asked for it, lower case; null: the platform moved it by itself. */
    actor: p.text().nullable(),
    /** Hash of the chain's transaction that it followed from, 0x hex; null without one, and where none is known. */
    transaction: p.text().nullable(),
    /** Why, for people; null without a reason. */
    reason: p.text().nullable(),
    /** When it was recorded. */
    at: createdInstant(),
  },
  indexes: [{ name: 'transition_job', properties: ['jobId', 'seq'] }],
})

/** A move of a job's or an attempt's state, written in the transaction that made it and never changed. */
export class Transition extends TransitionSchema.class {}
TransitionSchema.setClass(Transition)
