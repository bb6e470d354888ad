import { defineEntity, p } from '@mikro-orm/core'
import { Job } from './Job.js'

const JobNeedSchema = defineEntity({
  name: 'JobNeed',
  tableName: 'job_need',
  properties: {
    /** The job that waits. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** The job that has to succeed before it. */
    needId: p.manyToOne(Job).mapToPk().fieldName('need_id').deleteRule('no action').updateRule('no action').primary(),
  },
  indexes: [{ name: 'job_need_need', properties: ['needId'] }],
})

/** A job that another job needs; written with the job that waits, and never changed. */
export class JobNeed extends JobNeedSchema.class {}
JobNeedSchema.setClass(JobNeed)
