import { defineEntity, p } from '@mikro-orm/core'
import { oneOf } from '../db/columns.js'
import { Job } from './Job.js'

/** INPUT: the program and its inputs. RESULT: the manifest and its outputs. */
export const JOB_FILE_KINDS = ['INPUT', 'RESULT'] as const

const JobFileSchema = defineEntity({
  name: 'JobFile',
  tableName: 'job_file',
  properties: {
    /** The job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** Whether the buyer stored it, or the provider of the result. */
    kind: oneOf(JOB_FILE_KINDS).primary(),
    /** Its content id. */
    cid: p.text().primary(),
  },
  indexes: [{ name: 'job_file_cid', properties: ['cid'] }],
})

/**
 * A file that a job names: written once, so that a job's changes of state touch no database index of its files.
 */
export class JobFile extends JobFileSchema.class {}
JobFileSchema.setClass(JobFile)
