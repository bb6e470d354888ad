import { amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo extend` */
export const result = z
  .strictObject({
    jobId: z.string(),
    dueAt: z.iso.datetime().describe('When the result is due now.'),
    maxUsage: z.string().describe('Highest usage that can be billed now, in the unit of the resource; decimal text.'),
    added: amountSchema.describe('What was added to the deposit.'),
    deposit: amountSchema.describe('The deposit now.'),
    transaction: bytes32,
  })
  .describe('The extension of a running job.')
