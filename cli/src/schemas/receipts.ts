import { address, amountSchema } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo receipts` */
export const result = z
  .strictObject({
    jobId: z.string(),
    bytes: z.string().describe('Bytes that readers have signed for in all.'),
    usage: z.string().describe('MB that are billed.'),
    cost: amountSchema.describe('The bill.'),
    readers: z.array(
      z.strictObject({ reader: address, bytes: z.string().describe('Bytes that this wallet has signed for.') }),
    ),
  })
  .describe('What the readers of a job have signed for. Signatures and bill were checked.')
