import * as z from 'zod'
import { amountSchema, hash } from './amount.js'

/** `aiigo dispute` */
export const result = z
  .strictObject({
    jobId: z.string(),
    reason: z.string(),
    bond: amountSchema.describe('It comes back when the panel decides for the buyer.'),
    transaction: hash,
  })
  .describe('The dispute that was opened.')
