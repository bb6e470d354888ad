import { amountSchema, bytes32, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { jobState, resultFile } from './job.js'

const progress = z
  .strictObject({
    states: z.array(z.strictObject({ state: jobState, count: z.int() })).describe('States that some jobs have.'),
    total: z.int().describe('Jobs of the group.'),
    done: z.int().describe('Jobs that have ended, or whose result is on chain.'),
    succeeded: z.int().describe('Jobs of these whose program ended with 0.'),
    share: z.number().describe('done / total.'),
    amounts: z
      .array(z.strictObject({ deposit: amountSchema, cost: amountSchema }))
      .describe('Of each token: deposits of all jobs, and costs of the results that are there.'),
    updatedAt: time,
  })
  .meta({ id: 'GroupProgress', description: 'How far a group is.' })

const summary = z
  .strictObject({ groupId: z.string(), name: z.string(), createdAt: time, progress })
  .meta({ id: 'Group', description: 'A group of the wallet that is signed in.' })

const key = z.string().describe('Name of its step; `job` in a file without steps.')
const element = z.int().nullable().describe('Index in the array of its step; null for a step of one job.')

const member = z
  .strictObject({
    jobId: z.string(),
    key,
    element,
    state: jobState,
    exitCode: z.int().nullable().describe("The program's; null before there is a result."),
    deposit: amountSchema,
    cost: amountSchema.nullable().describe('The bill of the result; null before there is one.'),
    approved: z.boolean(),
    failed: z.boolean().describe('Whether it did not succeed and will not: aiigo group retry does it again.'),
    reason: z.string().nullable().describe('Why the job is in its state, for people.'),
    reasonCode: z.string().nullable(),
    needs: z.array(z.string()).describe('Ids of the jobs that have to succeed before it.'),
  })
  .meta({ id: 'GroupMember', description: 'A job of a group.' })

export type GroupProgressSummary = z.input<typeof progress>
export type GroupSummary = z.input<typeof summary>
export type GroupMemberSummary = z.input<typeof member>

const topUps = z
  .array(z.strictObject({ amount: amountSchema, transaction: bytes32 }))
  .describe('Money that went from the wallet into the escrow for it; empty where the balance was enough.')
const deposits = z.array(amountSchema).describe('Deposits of all these jobs together, of each token.')
const next = z.string().nullable().describe('The next step, as a command.')

/** `aiigo group list` */
export const listed = z
  .strictObject({
    groups: z.array(summary).describe('The newest first.'),
    hasMore: z.boolean().describe('Whether there are older ones: --limit.'),
  })
  .describe('Groups of the wallet that is signed in.')

/** `aiigo group show` */
export const shown = z
  .strictObject({ group: summary, members: z.array(member), next })
  .describe('A group with its jobs, each behind those that it needs.')

/** `aiigo group show GROUP --follow` */
export const followed = z.strictObject({ groupId: z.string(), progress }).describe('How far the group is by now.')

/** `aiigo submit` with a file of several jobs, and `aiigo group retry` */
export const submitted = z
  .strictObject({
    groupId: z.string(),
    name: z.string(),
    jobs: z.int().describe('Jobs of the group.'),
    deposits,
    topUps,
    warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
    progress: progress.describe('With --wait at the end of the waiting.'),
    members: z.array(member),
    folder: z.string().nullable().describe('With --out: where the results are, a folder for each job.'),
    files: z
      .array(resultFile.extend({ jobId: z.string(), key, element }))
      .describe('With --out: the files of all results.'),
    next,
  })
  .describe('The jobs that were handed in together and paid.')

/** `aiigo group fund` */
export const funded = z
  .strictObject({ groupId: z.string(), jobs: z.int().describe('Jobs that were signed for by it.'), deposits, topUps })
  .describe('The group whose deposits are signed for.')

/** `aiigo group result` */
export const resulted = z
  .strictObject({
    groupId: z.string(),
    jobs: z.int().describe('Jobs of the group; fewer results than that: the others have none.'),
    results: z.array(
      z.strictObject({
        jobId: z.string(),
        key,
        element,
        exitCode: z.int().describe("The program's."),
        cost: amountSchema.describe('The bill.'),
        manifestSha256: z.string().describe('What the node signed and the chain keeps; 64 hex digits.'),
        files: z.array(resultFile),
      }),
    ),
    folder: z.string().nullable().describe('With --out: where the results are, a folder for each job.'),
    archive: z.string().nullable().describe('With --archive: the tar file, with a folder for each job.'),
  })
  .describe("Results of a group's jobs. Their manifests have the hashes that the nodes signed.")

/** `aiigo group approve` */
export const approved = z
  .strictObject({
    groupId: z.string(),
    approved: z.array(
      z.strictObject({ jobId: z.string(), key, element, manifestSha256: z.string(), cost: amountSchema }),
    ),
    costs: z.array(amountSchema).describe('What their nodes are paid out of the deposits, of each token.'),
  })
  .describe('The results that were approved.')

/** `aiigo group cancel` */
export const cancelled = z
  .strictObject({
    groupId: z.string(),
    cancelled: z.int().describe('Jobs that ended without a deposit on chain.'),
    transactions: z
      .array(z.strictObject({ jobId: z.string(), transaction: bytes32.nullable() }))
      .describe('That took deposits back, by job.'),
    kept: z
      .array(z.strictObject({ jobId: z.string(), code: z.string(), reason: z.string() }))
      .describe('Jobs that could not be taken back, and why.'),
    progress: progress.describe('Afterwards, as the platform has it by now.'),
  })
  .describe('The group whose waiting jobs were taken back.')
