import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant, oneOf } from '../db/columns.js'
import { Attempt } from '../offers/Attempt.js'
import { Job } from './Job.js'

/** Where a line of output came from; `system`: the agent itself. */
const LOG_STREAMS = ['stdout', 'stderr', 'system'] as const
export type LogStream = (typeof LOG_STREAMS)[number]

const JobLogSchema = defineEntity({
  name: 'JobLog',
  tableName: 'job_log',
  properties: {
    /** The job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** Number within the job, from 1 without gaps. */
    seq: counter().primary(),
    /** The attempt that wrote it. */
    attemptId: p.manyToOne(Attempt).mapToPk().fieldName('attempt_id'),
    /** The agent's own numbering within the attempt. */
    sourceSeq: counter(),
    /** Where the line came from; system: the agent itself. */
    stream: oneOf(LOG_STREAMS),
    /** The line without its end. */
    text: p.text(),
    /** When the line was written, as the agent says; else when it was stored. */
    at: instant(),
  },
  uniques: [{ name: 'job_log_source', properties: ['attemptId', 'sourceSeq'] }],
})

/** One numbered line of output. */
export class JobLog extends JobLogSchema.class {}
JobLogSchema.setClass(JobLog)
