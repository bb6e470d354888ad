import {
  type JobSpec,
  type JobState,
  jobResultCodec,
  type ResourceType,
  signedApprovalCodec,
  taskRequestCodec,
} from '@aiigo/domain'
import { defineEntity, type Opt, p } from '@mikro-orm/core'
import { amount, coded, createdInstant, instant } from '../db/columns.js'

const JobSchema = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    id: p.uuid().primary(),
    /** Wallet, lower case. */
    buyer: p.text(),
    name: p.text(),
    state: p.text().$type<JobState>(),
    resourceType: p.text().$type<ResourceType>(),
    spec: p.json<JobSpec>(),
    /** SHA-256 of the canonical specification, 0x hex. */
    specHash: p.text(),
    /** Payment token, lower case; zero address for ETH. */
    token: p.text(),
    /** The deposit, base units. */
    budget: amount(),
    /** Base units per unit of usage. */
    maxRate: amount(),
    /** In the resource's unit. */
    maxUsage: amount(),
    units: p.integer(),
    request: coded(taskRequestCodec),
    /** 0x and 64 hex digits. */
    taskId: p.text().unique(),
    /** Number of the last attempt that reached the chain; 0 before the first. */
    attempts: p.integer().$type<Opt<number>>().default(0),
    /** Attempts that may reach the chain. */
    maxAttempts: p.integer(),
    fundBy: instant(),
    assignBy: instant(),
    workSeconds: p.integer(),
    windowSeconds: p.integer(),
    /** Node of the current offer or assignment. */
    nodeId: p.text().nullable(),
    /** When the running attempt's result is due. */
    dueAt: instant().nullable(),
    /** From when anyone may settle. */
    settleAfter: instant().nullable(),
    result: coded(jobResultCodec).nullable(),
    approval: coded(signedApprovalCodec).nullable(),
    /** The buyer's signature of the request, 0x hex: pays the deposit out of its balance in the escrow. */
    fundingSignature: p.text().nullable(),
    /** What the buyer objects to, for the provider and the arbitrators. */
    disputeReason: p.text().nullable(),
    /** Stable code of why the job ended or waits. */
    reasonCode: p.text().nullable(),
    reason: p.text().nullable(),
    /** Whether the chain has returned the deposit. */
    refunded: p.boolean().$type<Opt<boolean>>().default(false),
    /** When it came to its end; set by the database with the state, null before. */
    endedAt: instant().nullable(),
    createdAt: createdInstant(),
    updatedAt: createdInstant(),
  },
})

/** What a buyer submitted, and where it stands. Its state is moved by `moveJob` alone. */
export class Job extends JobSchema.class {}
JobSchema.setClass(Job)
