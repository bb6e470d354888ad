import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant } from '../db/columns.js'

const JobGroupSchema = defineEntity({
  name: 'JobGroup',
  tableName: 'job_group',
  properties: {
    /** A UUID that follows from the buyer and the client's request id. */
    id: p.uuid().primary(),
    /** Wallet, lower case. */
    buyer: p.text(),
    /** Given by the buyer. */
    name: p.text(),
    /** SHA-256 of the keys, elements and hashes of its jobs, 0x hex: tells a repeated submission from another one. */
    digest: p.text(),
    /** When it was submitted. */
    createdAt: createdInstant(),
  },
  checks: [{ name: 'job_group_buyer_lower', expression: `"buyer" = lower("buyer")` }],
  indexes: [
    {
      name: 'job_group_buyer',
      properties: ['buyer', 'createdAt', 'id'],
      columns: [{ name: 'buyer' }, { name: 'createdAt', sort: 'desc' }, { name: 'id', sort: 'desc' }],
    },
  ],
})

/** Jobs that a buyer submitted together. Its state is the states of its jobs. */
export class JobGroup extends JobGroupSchema.class {}
JobGroupSchema.setClass(JobGroup)
