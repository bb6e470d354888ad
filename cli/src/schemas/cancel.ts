import { bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { jobState } from './job.js'

/** `aiigo cancel` */
export const result = z
  .strictObject({
    jobId: z.string(),
    transaction: bytes32.nullable().describe('Null where nothing had been paid.'),
    state: jobState.describe('State of the job afterwards, as the platform has it by now.'),
  })
  .describe('The job that was taken back.')
