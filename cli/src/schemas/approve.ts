import { amountSchema } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { jobState } from './job.js'

/** `aiigo approve` */
export const result = z
  .strictObject({
    jobId: z.string(),
    manifestSha256: z.string().describe('The result that was approved; 64 hex digits.'),
    cost: amountSchema.describe('What its node is paid out of the deposit, the fee included.'),
    state: jobState.describe('With --wait the state at the end, else VERIFYING.'),
  })
  .describe('The result that was approved.')
