import { ATTEMPT_STATES, signedAcceptanceCodec, signedResultCodec } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, coded, counter, instant, oneOf } from '../db/columns.js'
import { Job } from '../jobs/Job.js'
import { Node } from '../nodes/Node.js'
import type { AttemptOnChain } from './AttemptOnChain.js'
import type { AttemptProgress } from './AttemptProgress.js'
import type { AttemptScore } from './AttemptScore.js'

const AttemptSchema = defineEntity({
  name: 'Attempt',
  tableName: 'attempt',
  properties: {
    /** A UUID; also the id of the offer. */
    id: p.uuid().primary(),
    /** The offered job. */
    jobId: p.manyToOne(Job).mapToPk().fieldName('job_id'),
    /** The job's task on chain, 0x and 64 hex digits. */
    taskId: p.text(),
    /** On-chain attempt, set when the offer is accepted. */
    number: p.integer().nullable(),
    /** The node that has the offer. */
    nodeId: p.manyToOne(Node).mapToPk().fieldName('node_id'),
    /** Wallet, lower case. */
    provider: p.text(),
    /** Where the attempt is in its life cycle. */
    state: oneOf(ATTEMPT_STATES),
    /** Base units of the job's token per million units of usage. */
    rate: amount(),
    /** Why the node was chosen: total, terms and weights, 1 000 000 = 1. */
    score: p.json<AttemptScore>(),
    /** When the offer was made. */
    offeredAt: instant(),
    /** Until when the offer may be accepted. */
    expiresAt: instant(),
    /** The provider's signed acceptance; null before. */
    acceptance: coded(signedAcceptanceCodec).nullable(),
    /** The signed result, until the chain has it. */
    submission: coded(signedResultCodec).nullable(),
    /** Values of the chain's events about it that no other column has; null before its assignment is known. */
    onChain: p.json<AttemptOnChain>().nullable(),
    /** When the platform got the signed result. */
    deliveredAt: instant().nullable(),
    /** How far the node said last that it is; null before. */
    progress: p.json<AttemptProgress>().nullable(),
    /** The size of its log together: the text in UTF-8, and 16 bytes for each part. */
    logBytes: counter().$type<Opt<number>>().default(0),
    /** How many log lines it has. */
    logLines: counter().$type<Opt<number>>().default(0),
    /** Why it ended, for people. */
    reason: p.text().nullable(),
    /** Stable code of why it ended, where code decides by it. */
    reasonCode: p.text().nullable(),
    /** When it ended; null while it is open. */
    endedAt: instant().nullable(),
  },
  uniques: [
    // A node that lost the race for an offer did nothing wrong, and may be asked again. The index also finds a job's
    // attempts, hence it is not a partial one.
    {
      name: 'attempt_once',
      expression: `create unique index "attempt_once" on "attempt" ("job_id", "node_id",
        (case when "reason_code" = 'ANOTHER_ACCEPTED' then "id" else '00000000-0000-0000-0000-000000000000'::uuid end))`,
    },
  ],
  indexes: [
    { name: 'attempt_open', properties: ['nodeId'], where: `"ended_at" is null` },
    { name: 'attempt_task', properties: ['taskId', 'number'] },
    // Files of a provider are looked up over all its jobs; without it each deletion would read the whole table.
    { name: 'attempt_provider', properties: ['provider'] },
    // Settled tasks by time: the price index, the candles and the forecasts read them in this order.
    { name: 'attempt_succeeded', properties: ['endedAt'], where: `"state" = 'SUCCEEDED'` },
    { name: 'attempt_delivered', properties: ['deliveredAt'], where: `"delivered_at" is not null` },
    { name: 'attempt_offered', properties: ['offeredAt'], columns: [{ name: 'offeredAt', sort: 'desc' }] },
  ],
})

/** One node's try at a job; its id is the offer's id. Its state is moved by `moveAttempt` alone. */
export class Attempt extends AttemptSchema.class {}
AttemptSchema.setClass(Attempt)
