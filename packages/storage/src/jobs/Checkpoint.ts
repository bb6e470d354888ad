import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'
import { Attempt } from '../offers/Attempt.js'
import { Job } from './Job.js'

const CheckpointSchema = defineEntity({
  name: 'Checkpoint',
  tableName: 'checkpoint',
  properties: {
    /** The job; only its newest checkpoint is kept. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** The attempt that wrote it. */
    attemptId: p.manyToOne(Attempt).mapToPk().fieldName('attempt_id'),
    /** On-chain number of that attempt. */
    attempt: p.integer(),
    /** Number of the version within the attempt, rising from 1. */
    sequence: p.integer(),
    /** Wallet of the attempt's provider, which stored the file; lower case. */
    provider: p.text(),
    /** Content id of the file as it is stored. */
    cid: p.text(),
    /** SHA-256 of the file as it is stored, 64 hex digits. */
    sha256: p.text(),
    /** Bytes of the file as it is stored. */
    size: counter(),
    /** MAC of the content under the job's key, 64 hex digits; null where files are not sealed. */
    mac: p.text().nullable(),
    /** When the platform took it. */
    at: instant(),
  },
  // A wallet's file that another job needs is not deleted.
  indexes: [{ name: 'checkpoint_cid', properties: ['cid'] }],
})

/** The newest checkpoint of a job that the platform took. `recordCheckpoint` alone writes it. */
export class Checkpoint extends CheckpointSchema.class {}
CheckpointSchema.setClass(Checkpoint)
