import { defineEntity, p } from '@mikro-orm/core'
import { counter, instant } from '../db/columns.js'
import { Attempt } from '../offers/Attempt.js'
import { Job } from './Job.js'

const ArtifactSchema = defineEntity({
  name: 'Artifact',
  tableName: 'artifact',
  properties: {
    /** The job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action').primary(),
    /** Name of the file in the job's directory; only its newest version is kept. */
    name: p.text().primary(),
    /** The attempt that wrote it. */
    attemptId: p.manyToOne(Attempt).mapToPk().fieldName('attempt_id'),
    /** On-chain number of that attempt. */
    attempt: p.integer(),
    /** Wallet of the attempt's provider, which stored the file; lower case. */
    provider: p.text(),
    /** Content id of the file as it is stored. */
    cid: p.text(),
    /** SHA-256 of the file as it is stored, 64 hex digits. */
    sha256: p.text(),
    /** Bytes of the file as it is stored. */
    storedSize: counter(),
    /** Bytes of the content, as the node says. */
    size: counter(),
    /** MAC of the content under the job's key, 64 hex digits; null where files are not sealed. */
    mac: p.text().nullable(),
    /** When the node took this version, by its own clock: orders the versions of an attempt. */
    takenAt: instant(),
    /** When the platform took it. */
    storedAt: instant(),
  },
  // A wallet's file that another job needs is not deleted.
  indexes: [{ name: 'artifact_cid', properties: ['cid'] }],
})

/** The newest version of a file that a running job shows its buyer. `recordArtifacts` alone writes it. */
export class Artifact extends ArtifactSchema.class {}
ArtifactSchema.setClass(Artifact)
