import * as z from 'zod'

/** `aiigo read` */
export const result = z
  .strictObject({
    file: z.string(),
    path: z.string().describe('Where it is now.'),
    size: z.int().describe('Bytes.'),
    signedBytes: z.string().describe('Bytes that this wallet has signed for in all, for this job.'),
  })
  .describe('A file that a node has served. Each part was compared with its hash before it was signed for.')
