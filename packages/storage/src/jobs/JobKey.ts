import { defineEntity, p } from '@mikro-orm/core'
import { Job } from './Job.js'

const JobKeySchema = defineEntity({
  name: 'JobKey',
  tableName: 'job_key',
  properties: {
    /** The job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** The identity that opens the job's files, sealed to the platform's recipient; base64. */
    sealedKey: p.text(),
  },
})

/** The key of a job's files, which the platform opens to release it. Private jobs have none. */
export class JobKey extends JobKeySchema.class {}
JobKeySchema.setClass(JobKey)
