import { JOB_STATES, type JobSpec, jobResultCodec, RESOURCE_TYPES, signedApprovalCodec } from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, coded, counter, createdInstant, instant, oneOf } from '../db/columns.js'
import { trigger } from '../db/trigger.js'
import { JobGroup } from './JobGroup.js'

const JobSchema = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    /** A UUID; the job's id on chain holds its bytes. */
    id: p.uuid().primary(),
    /** Wallet, lower case. */
    buyer: p.text(),
    /** Given by the buyer. */
    name: p.text(),
    /** The jobs that it was submitted with; null for one that was submitted alone. */
    groupId: p
      .manyToOne(JobGroup)
      .mapToPk()
      .fieldName('group_id')
      .deleteRule('no action')
      .updateRule('no action')
      .nullable(),
    /** Name of its step in the group; null without a group. */
    groupKey: p.text().nullable(),
    /** Index in the array of its step, from 0; null without an array. */
    element: p.integer().nullable(),
    /** Place in its group, each job behind those that it needs; null without a group. */
    groupPlace: p.integer().nullable(),
    /** The set whose replicas run the same, 64 hex digits; null for a job that is no replica. */
    replicaSet: p.text().nullable(),
    /** Whether another job needs it: then its moves are told to that one. */
    needed: p.boolean().$type<Opt<boolean>>().default(false),
    /** Where the job is in its life cycle. */
    state: oneOf(JOB_STATES),
    /** Type of the resource that it needs. */
    resourceType: oneOf(RESOURCE_TYPES),
    /** The whole specification. */
    spec: p.json<JobSpec>(),
    /** SHA-256 of the canonical specification, 0x hex. */
    specHash: p.text(),
    /** Payment token, lower case; zero address for ETH. */
    token: p.text(),
    /** The deposit, base units. */
    budget: amount(),
    /** Base units per million units of usage. */
    maxRate: amount(),
    /** In the resource's unit. */
    maxUsage: amount(),
    /** Units of the resource that it needs. */
    units: p.integer(),
    /** The highest fee that the request allows, basis points. */
    maxFeeBps: p.integer(),
    /** The only wallet that may assign, lower case; zero address: anyone who holds the acceptance. */
    matcher: p.text(),
    /** 0x and 64 hex digits. */
    taskId: p.text().unique(),
    /** Number of the last attempt that reached the chain; 0 before the first. */
    attempts: p.integer().$type<Opt<number>>().default(0),
    /** Attempts that may reach the chain. */
    maxAttempts: p.integer(),
    /** Until when the deposit has to be on chain. */
    fundBy: instant(),
    /** Until when a node has to be assigned. */
    assignBy: instant(),
    /** Time from the assignment until the result is due, seconds. */
    workSeconds: p.integer(),
    /** Time in which the buyer may object to the result, seconds. */
    windowSeconds: p.integer(),
    /** Node of the current offer or assignment. */
    nodeId: p.text().nullable(),
    /** When the running attempt's result is due. */
    dueAt: instant().nullable(),
    /** Fixed by the funding: feeBps + rebateBps × 2^16 + number of token policies × 2^32; null until it is known. */
    terms: counter().nullable(),
    /** Block of which the chain was read for the last step; older reads move nothing. Null before the first step. */
    readBlock: counter().nullable(),
    /** From when anyone may settle. */
    settleAfter: instant().nullable(),
    /** The result that its provider signed, with its cost; null before. */
    result: coded(jobResultCodec).nullable(),
    /** The buyer's signed approval of the result; null without. */
    approval: coded(signedApprovalCodec).nullable(),
    /** The buyer's signature of the request, 0x hex: pays the deposit out of its balance in the escrow. */
    fundingSignature: p.text().nullable(),
    /** Of the result; null before. Sweeps and progress read it of many jobs, whose results are stored apart. */
    exitCode: p.integer().nullable().generated(`((result ->> 'exitCode')::int) stored`),
    /** When the buyer asked its node to stop the run; null before. */
    stopRequestedAt: instant().nullable(),
    /** The buyer's objection, for the provider and the arbitrators. */
    disputeReason: p.text().nullable(),
    /** Stable code of why the job ended or waits. */
    reasonCode: p.text().nullable(),
    /** Why it ended or waits, for people. */
    reason: p.text().nullable(),
    /** Whether the chain has returned the deposit. */
    refunded: p.boolean().$type<Opt<boolean>>().default(false),
    /** The chain's head when its end was first seen there; null before, and when the chain took the end back. */
    endedBlock: counter().nullable(),
    /** Hash of the platform's transaction that settled its task, 0x hex; null without one. */
    endTransaction: p.text().nullable(),
    /** Whether the chain's part in its end has the confirmations after which nobody looks back. */
    final: p.boolean().$type<Opt<boolean>>().default(false),
    /** When it came to its end; set by the database with the state, null before. */
    endedAt: instant().nullable(),
    /** When the buyer deleted program, inputs and result; null while they are there. */
    filesDeletedAt: instant().nullable(),
    /** When the keys of its files were deleted, and its log was to be deleted; null while they may be there. */
    keysDeletedAt: instant().nullable(),
    /** When the last row of its log was deleted; null while there may be some. */
    logDeletedAt: instant().nullable(),
    /** When its events were deleted but for the last; null while they are there. */
    eventsDeletedAt: instant().nullable(),
    /** When it was submitted. */
    createdAt: createdInstant(),
    /** When the row changed last. */
    updatedAt: createdInstant(),
  },
  checks: [
    { name: 'job_buyer_lower', expression: `"buyer" = lower("buyer")` },
    { name: 'job_token_lower', expression: `"token" = lower("token")` },
    { name: 'job_budget_positive', expression: `"budget" > 0` },
    { name: 'job_units_positive', expression: `"units" > 0` },
    { name: 'job_task_id_format', expression: `"task_id" ~ '^0x[0-9a-f]{64}$'` },
  ],
  indexes: [
    {
      name: 'job_buyer',
      properties: ['buyer', 'createdAt', 'id'],
      columns: [{ name: 'buyer' }, { name: 'createdAt', sort: 'desc' }, { name: 'id', sort: 'desc' }],
    },
    // `<> all (array …)`, as PostgreSQL prints `not in`: MikroORM would see a difference.
    {
      name: 'job_open',
      properties: ['state'],
      where: `"state" <> all (array['PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED'])`,
    },
    // Every sweep looks for jobs that may need one; those that have ended are most of the table, and are not read.
    {
      name: 'job_sweep',
      properties: ['createdAt'],
      where: `not "refunded" and "state" <> all (array['PAID', 'REFUNDED'])
        and ("state" <> all (array['TIMED_OUT', 'CANCELLED']) or "reason_code" = 'FUNDED_LATE')`,
    },
    {
      name: 'job_type_created',
      properties: ['resourceType', 'createdAt'],
      columns: [{ name: 'resourceType' }, { name: 'createdAt', sort: 'desc' }],
    },
    {
      name: 'job_provisional',
      properties: ['endedBlock'],
      where: `not "final" and ("refunded" or "state" in ('PAID', 'REFUNDED'))`,
    },
    // Jobs that wait for their buyer: a history of a hundred thousand jobs has some of each.
    { name: 'job_to_fund', properties: ['buyer', 'fundBy'], where: `"state" = 'SUBMITTED'` },
    { name: 'job_to_approve', properties: ['buyer', 'settleAfter'], where: `"state" = 'VERIFYING'` },
    { name: 'job_ended', properties: ['endedAt'], where: `"ended_at" is not null` },
    {
      name: 'job_keys_kept',
      properties: ['endedAt'],
      where: `"ended_at" is not null and "keys_deleted_at" is null`,
    },
    {
      name: 'job_events_kept',
      properties: ['endedAt'],
      where: `"ended_at" is not null and "events_deleted_at" is null`,
    },
    {
      name: 'job_log_kept',
      properties: ['keysDeletedAt'],
      where: `"keys_deleted_at" is not null and "log_deleted_at" is null`,
    },
    { name: 'job_created', properties: ['createdAt'] },
    { name: 'job_of_group', properties: ['groupId', 'groupPlace'], where: `"group_id" is not null` },
    { name: 'job_replicas', properties: ['replicaSet'], where: `"replica_set" is not null` },
    // A job that needs others names them by their hashes.
    { name: 'job_spec_hash', properties: ['buyer', 'specHash'] },
  ],
  triggers: [
    trigger('create trigger job_end_insert before insert on job for each row execute function job_end()'),
    trigger('create trigger job_end_update before update of state on job for each row execute function job_end()'),
  ],
})

/** A buyer's submission and its state. `moveJob` alone changes the state. */
export class Job extends JobSchema.class {}
JobSchema.setClass(Job)
