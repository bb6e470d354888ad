import { amountSchema, bytes32, nodeId } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { resultFile } from './job.js'

/** `aiigo result` */
export const result = z
  .strictObject({
    jobId: z.string(),
    taskId: bytes32,
    attempt: z.int(),
    nodeId: nodeId.describe('The node that did the work.'),
    manifestSha256: z.string().describe('What the node signed and the chain keeps; 64 hex digits.'),
    outcome: z.string(),
    exitCode: z.int().describe("The program's."),
    usage: z.string(),
    cost: amountSchema.describe('The bill.'),
    files: z.array(resultFile),
    log: z.strictObject({ lines: z.int(), sha256: z.string(), truncated: z.boolean() }),
    folder: z.string().nullable().describe('With --out: where the files are.'),
  })
  .describe("A job's result. Its manifest has the hash that the node signed; downloaded files are those it names.")
