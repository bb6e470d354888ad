import { DISPUTE_SIDES } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'
import { Job } from '../jobs/Job.js'

/** A file of evidence, as it is in the blob store. */
export interface EvidenceFile {
  readonly name: string
  readonly cid: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

const EvidenceSchema = defineEntity({
  name: 'Evidence',
  tableName: 'evidence',
  properties: {
    /** Its id. */
    id: p.uuid().primary(),
    /** The disputed job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action'),
    /** Wallet that added it, lower case. */
    author: p.text(),
    /** The author's side; PLATFORM: the node that ran the job again. */
    side: oneOf(DISPUTE_SIDES),
    /** Words for the panel and the other side. */
    text: p.text(),
    /** Files that the author stored, sealed to the job's key. */
    files: p.json<EvidenceFile[]>(),
    /** SHA-256 of text and files, hex: the same evidence again is the first one. */
    digest: p.text(),
    /** When it was added. */
    addedAt: instant(),
  },
  uniques: [{ name: 'evidence_digest', properties: ['jobId', 'author', 'digest'] }],
  indexes: [{ name: 'evidence_author', properties: ['author'] }],
})

/** The words and files by which a side of a dispute speaks to the panel. */
export class Evidence extends EvidenceSchema.class {}
EvidenceSchema.setClass(Evidence)
