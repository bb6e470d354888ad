import { nodeId, time } from '@aiigo/terminal/schemas'
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

/** `aiigo jobs` */
export const result = z
  .strictObject({
    jobs: z.array(jobSummary).describe('The newest first; of `aiigo jobs JOB` the one.'),
    hasMore: z.boolean().describe('Whether there are older ones: --limit.'),
    attempts: z.array(attempt).describe('Of `aiigo jobs JOB`; else empty.'),
    checkpoint: checkpoint.nullable().describe('Of `aiigo jobs JOB`; null before the first version.'),
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
