import { address, bytes32, nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { jobState, jobSummary } from './job.js'

const attempt = z.strictObject({
  number: z.int().nullable().describe('On-chain attempt; null before the chain has assigned it.'),
  nodeId,
  state: z.string(),
  reason: z.string().nullable(),
  offeredAt: time,
  endedAt: time.nullable(),
})

const checkpoint = z
  .strictObject({
    attempt: z.int().describe('On-chain attempt that wrote it.'),
    sequence: z.int().describe('Number of the version within that attempt.'),
    size: z.int().describe('Bytes as it is stored.'),
    at: time,
  })
  .describe('The newest version of the checkpoint that the platform has.')
const check = z
  .strictObject({
    state: z.string().describe('Where it stands: PENDING, ASSIGNED, MATCHED, DIFFERED, SKIPPED, NOT_DRAWN.'),
    cause: z.string().describe('DRAWN by chance, one of several replicas (REPLICATED), or of a DISPUTE.'),
    reason: z.string().nullable().describe('What differs, or why there was no check.'),
    dueAt: time.describe('Until when it has to end.'),
    at: time.describe('When it ended; before, when it began.'),
    runs: z
      .array(
        z.strictObject({
          nodeId,
          state: z.string(),
          reason: z.string().nullable(),
          assignedAt: time,
          reportedAt: time.nullable(),
        }),
      )
      .describe('The runs on platform nodes, the oldest first.'),
  })
  .describe('The check of the result by another run.')
const move = z.strictObject({
  attemptId: z.string().nullable().describe("The attempt whose state moved; null: the job's own."),
  nodeId: nodeId.nullable().describe('The node of the attempt; null with the job itself.'),
  from: z.string().nullable().describe('State before; null when it was made in the state `to`.'),
  to: z.string().describe('State since.'),
  cause: z.string().describe('The mutation, queue or loop of the platform that moved it.'),
  actor: address.nullable().describe('The wallet that asked for it; null: the platform by itself.'),
  transaction: bytes32.nullable().describe("The platform's transaction that it followed from; null without one."),
  reason: z.string().nullable(),
  at: time,
})

/** `aiigo jobs` */
export const result = z
  .strictObject({
    jobs: z.array(jobSummary).describe('The newest first; of `aiigo jobs JOB` the one.'),
    hasMore: z.boolean().describe('Whether there are older ones: --limit.'),
    attempts: z.array(attempt).describe('Of `aiigo jobs JOB`; else empty.'),
    checkpoint: checkpoint.nullable().describe('Of `aiigo jobs JOB`; null before the first version.'),
    check: check.nullable().describe('Of `aiigo jobs JOB`; null where the result has none.'),
    history: z.array(move).describe('Of `aiigo jobs JOB --history`: every move, the oldest first; else empty.'),
    next: z.string().nullable().describe('Of `aiigo jobs JOB`: the next step, as a command.'),
  })
  .describe('Jobs of the wallet that is signed in.')

/** `aiigo jobs JOB --follow` */
export const item = z
  .strictObject({
    jobId: z.string(),
    seq: z.int().describe('Cursor: --after goes on behind this one.'),
    state: jobState,
    attempt: z.int(),
    nodeId: nodeId.nullable(),
    reason: z.string().nullable(),
    at: time,
  })
  .describe('A state that a job came to.')
