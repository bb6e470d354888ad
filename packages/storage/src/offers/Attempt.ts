import { type AttemptState, signedAcceptanceCodec, signedResultCodec } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, coded, counter, instant } from '../db/columns.js'
import type { AttemptScore } from './AttemptScore.js'

const AttemptSchema = defineEntity({
  name: 'Attempt',
  tableName: 'attempt',
  properties: {
    id: p.uuid().primary(),
    jobId: p.uuid(),
    taskId: p.text(),
    /** On-chain attempt, set when the offer is accepted. */
    number: p.integer().nullable(),
    nodeId: p.text(),
    /** Wallet, lower case. */
    provider: p.text(),
    state: p.text().$type<AttemptState>(),
    /** Base units of the job's token per unit of usage. */
    rate: amount(),
    score: p.json<AttemptScore>(),
    offeredAt: instant(),
    /** Until when the offer may be accepted. */
    expiresAt: instant(),
    acceptance: coded(signedAcceptanceCodec).nullable(),
    /** The signed result, until the chain has it. */
    submission: coded(signedResultCodec).nullable(),
    progress: p.json<Record<string, unknown>>().nullable(),
    /** What its log lines have together, UTF-8. */
    logBytes: counter().$type<Opt<number>>().default(0),
    reason: p.text().nullable(),
    /** Stable code of why it ended, where code decides by it. */
    reasonCode: p.text().nullable(),
    endedAt: instant().nullable(),
  },
})

/** One node's try at a job; its id is the offer's id. Its state is moved by `moveAttempt` alone. */
export class Attempt extends AttemptSchema.class {}
AttemptSchema.setClass(Attempt)
