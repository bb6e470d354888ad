import * as z from 'zod'
import { jobState } from './job.js'

/** `aiigo stop` */
export const result = z
  .strictObject({
    jobId: z.string(),
    state: jobState.describe('State of the job afterwards, as the platform has it by now.'),
  })
  .describe('The job whose node was asked to stop it.')
