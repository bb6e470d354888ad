import { defineEntity, p } from '@mikro-orm/core'
import { instant, oneOf } from '../db/columns.js'
import { Job } from './Job.js'

/** The parties that release keys. */
export const KEY_RELEASERS = ['PLATFORM', 'BUYER'] as const
export type KeyReleaser = (typeof KEY_RELEASERS)[number]

const KeyRequestSchema = defineEntity({
  name: 'KeyRequest',
  tableName: 'key_request',
  properties: {
    /** Its id. */
    id: p.uuid().primary(),
    /** The job whose key is asked for. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id').deleteRule('no action').updateRule('no action'),
    /** Wallet that asks, lower case. */
    wallet: p.text(),
    /** On-chain attempt of its node; 0 for an arbitrator. */
    attempt: p.integer(),
    /** Its node; zero for an arbitrator. */
    nodeId: p.text(),
    /** The key is sealed to this. */
    recipient: p.text(),
    /** By which the wallet binds itself to the recipient. */
    signature: p.text(),
    /** When it was asked for. */
    requestedAt: instant(),
    /** The job's key, sealed to the recipient by the buyer's client; base64. */
    sealedKey: p.text().nullable(),
    /** When the key was released. */
    releasedAt: instant().nullable(),
    /** By whom. */
    releasedBy: oneOf(KEY_RELEASERS).nullable(),
  },
  uniques: [{ name: 'key_request_recipient', properties: ['jobId', 'recipient'] }],
})

/** A wish for the key of a job's files, and its answer; the history of who could read them. */
export class KeyRequest extends KeyRequestSchema.class {}
KeyRequestSchema.setClass(KeyRequest)
