import { amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo fund` */
export const result = z
  .strictObject({
    jobId: z.string(),
    taskId: bytes32,
    deposit: amountSchema,
    transaction: bytes32.nullable().describe('Null where the deposit was paid already, or out of the balance.'),
  })
  .describe('The job whose deposit is paid.')
