import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'

const JobLogSchema = defineEntity({
  name: 'JobLog',
  tableName: 'job_log',
  properties: {
    jobId: p.uuid().primary(),
    seq: counter().primary(),
    attemptId: p.uuid(),
    /** The agent's own numbering within the attempt. */
    sourceSeq: counter(),
    stream: p.text().$type<'stdout' | 'stderr' | 'system'>(),
    text: p.text(),
    at: instant(),
  },
})

/** One numbered line of output. */
export class JobLog extends JobLogSchema.class {}
JobLogSchema.setClass(JobLog)
