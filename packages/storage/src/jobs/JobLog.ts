import type { LogStream } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { counter } from '../db/columns.js'
import { Attempt } from '../offers/Attempt.js'
import { Job } from './Job.js'

/** Text that one stream wrote at one time: lines, each with its own end. */
export interface StoredPart {
  readonly stream: LogStream
  /** ISO 8601. */
  readonly at: string
  readonly text: string
}

const JobLogSchema = defineEntity({
  name: 'JobLog',
  tableName: 'job_log',
  properties: {
    /** The job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** Number of the chunk's last line within the job; lines are numbered from 1 without gaps. */
    lastSeq: counter().primary(),
    /** How many lines the chunk has. */
    lines: p.integer(),
    /** The attempt that wrote it. */
    attemptId: p.manyToOne(Attempt).mapToPk().fieldName('attempt_id'),
    /** The lines, in order: by stream and time. */
    parts: p.json<StoredPart[]>(),
  },
  // A provider reads the chunks of its own attempts.
  indexes: [{ name: 'job_log_attempt', properties: ['attemptId', 'lastSeq'] }],
})

/** Some consecutive lines of a job's output: a row for each line would cost more than its text. */
export class JobLog extends JobLogSchema.class {}
JobLogSchema.setClass(JobLog)
