import { amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { submitted } from './group.js'
import { jobState, resultFile } from './job.js'

const job = z
  .strictObject({
    jobId: z.string(),
    taskId: bytes32.describe('Of the task on chain.'),
    name: z.string(),
    deposit: amountSchema,
    transaction: bytes32
      .nullable()
      .describe('That paid the deposit; null where it was paid already, or out of the balance.'),
    warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
    state: jobState.describe('With --wait where the waiting stopped, else QUEUED.'),
    states: z.array(jobState).describe('Every state that was seen, in order.'),
    files: z.array(resultFile).describe('With --out: the files of the result.'),
    next: z.string().nullable().describe('The next step, as a command.'),
  })
  .describe('The job that was handed in and paid.')

/** `aiigo submit` */
export const result = z
  .union([job, submitted])
  .describe('The job that was handed in and paid; of a file of several jobs, their group.')
