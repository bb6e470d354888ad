import { amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo dispute` */
export const result = z
  .strictObject({
    jobId: z.string(),
    reason: z.string(),
    bond: amountSchema.describe('It comes back when the panel decides for the buyer.'),
    transaction: bytes32,
  })
  .describe('The dispute that was opened.')
