import { defineEntity, p } from '@mikro-orm/core'
import { instant } from '../db/columns.js'

const MatchingWorkerSchema = defineEntity({
  name: 'MatchingWorker',
  tableName: 'matching_worker',
  properties: {
    /** Chosen by the process, anew with each start. */
    id: p.text().primary(),
    /** When it said so last. */
    seenAt: instant(),
  },
})

/** A process that offers jobs to nodes, as long as it says so; see `recordMatchingWorker`. */
export class MatchingWorker extends MatchingWorkerSchema.class {}
MatchingWorkerSchema.setClass(MatchingWorker)
