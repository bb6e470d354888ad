import { address, nodeId } from '@aiigo/terminal/schemas'
import * as z from 'zod'

const file = z.strictObject({
  as: z.string().describe('Its name.'),
  cid: z.string().describe('Content id.'),
  sha256: z.string().describe('64 hex digits.'),
  size: z.int().describe('Bytes.'),
  chunks: z.string().describe('SHA-256 of the list of its chunks.'),
})

/** `aiigo serving` */
export const result = z
  .strictObject({
    jobId: z.string(),
    place: z
      .strictObject({
        version: z.literal(1),
        url: z.string().describe('Base URL of the node.'),
        taskId: z.string(),
        attempt: z.int().describe('On-chain attempt.'),
        nodeId: nodeId.describe('The node that serves.'),
        chainId: z.int(),
        marketplace: address.describe('The contract that receipts are signed for.'),
        files: z.array(file),
      })
      .describe('For readers; it has no secret.'),
    path: z.string().nullable().describe('File that the place was written to; null without --out.'),
  })
  .describe('Where a job serves its files now.')
