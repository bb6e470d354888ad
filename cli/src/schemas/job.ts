import { JOB_STATES, RESOURCE_TYPES } from '@aiigo/domain'
import { amountSchema, bytes32, nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

export const jobState = z.enum(JOB_STATES)

/** A job of the caller. */
export const jobSummary = z
  .strictObject({
    jobId: z.string(),
    taskId: bytes32.describe('Of the task on chain.'),
    name: z.string(),
    state: jobState,
    resourceType: z.enum(RESOURCE_TYPES),
    units: z.int(),
    budget: amountSchema.describe('The deposit.'),
    cost: amountSchema.nullable().describe('The bill of the result; null before there is one.'),
    nodeId: nodeId.nullable(),
    attempts: z.int(),
    maxAttempts: z.int(),
    exitCode: z.int().nullable().describe("The program's; null before there is a result."),
    approved: z.boolean(),
    refunded: z.boolean(),
    reason: z.string().nullable().describe('Why the job is in its state, for people.'),
    reasonCode: z.string().nullable(),
    disputeReason: z.string().nullable(),
    dueAt: time.nullable().describe('Deadline of the state, ISO 8601.'),
    settleAfter: time.nullable().describe('When the result is paid without an approval, ISO 8601.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Job', description: 'A job of the wallet that is signed in.' })

export type JobSummary = z.input<typeof jobSummary>

/** A file of a result. */
export const resultFile = z.strictObject({
  name: z.string(),
  size: z.int().describe('Bytes of the file itself.'),
  path: z.string().nullable().describe('Where it was written; null where it was not.'),
  sha256: z.string().nullable().describe('Of the file itself, 64 hex digits; null where it was not downloaded.'),
})
